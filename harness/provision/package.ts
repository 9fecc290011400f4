import {
  bundleModule,
  handlerIn,
  type FunctionSource,
  type FunctionSpec,
  type ModulePackage,
} from '#pipeline';

export interface FunctionPackage extends ModulePackage {
  /** What Lambda is to call: `index.handler`, `index.uploadImage`. */
  readonly handler: string;
}

/** Packages are the same for the same source, and take longer to make than everything else in provisioning. */
const made = new Map<string, Promise<ModulePackage>>();

/**
 * The deployment package of a function for a cloud on this machine, whose functions find sharp where this process does.
 */
export const packageFunction = (spec: FunctionSpec): Promise<FunctionPackage> => packageOf(spec, 'host');

/** The deployment package of a function for a cloud elsewhere: everything is in it. */
export const portablePackage = (spec: FunctionSpec): Promise<FunctionPackage> => packageOf(spec, 'bundled');

async function packageOf({ source }: FunctionSpec, sharp: 'host' | 'bundled'): Promise<FunctionPackage> {
  return { ...(await moduleOf(source, sharp)), handler: handlerIn(source) };
}

function moduleOf(source: FunctionSource, sharp: 'host' | 'bundled'): Promise<ModulePackage> {
  const key = `${source.module} ${sharp}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const making = bundleModule(source, { sharp });
  made.set(key, making);
  making.catch(() => made.delete(key));
  return making;
}
