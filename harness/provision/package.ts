import { bundleFunction, type FunctionPackage, type FunctionSpec } from '#pipeline';

/** Packages are the same for the same source, and take longer to make than everything else in provisioning. */
const made = new Map<string, Promise<FunctionPackage>>();

/**
 * The deployment package of a function for a cloud on this machine, whose functions find sharp where this process does.
 */
export const packageFunction = (spec: FunctionSpec): Promise<FunctionPackage> => packageOf(spec, 'host');

/** The deployment package of a function for a cloud elsewhere: everything is in it. */
export const portablePackage = (spec: FunctionSpec): Promise<FunctionPackage> => packageOf(spec, 'bundled');

function packageOf({ source }: FunctionSpec, sharp: 'host' | 'bundled'): Promise<FunctionPackage> {
  const key = `${source.module} ${source.handler} ${sharp}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const making = bundleFunction(source, { sharp });
  made.set(key, making);
  making.catch(() => made.delete(key));
  return making;
}
