/**
 * A function's deployment package: one ES module with everything in it, zipped, the same bytes for the same sources.
 *
 * sharp is native code and stays outside the module. It is asked for through `require`, which, unlike `import`, honours
 * `NODE_PATH`: so it is found in the zip (`bundled`, for AWS), in a layer, or in the `node_modules` of the machine that
 * runs the function (`host`, for an emulator that starts functions as processes; nothing needs to be copied).
 */
import { zipSync } from 'fflate';
import type { Zippable } from 'fflate';
import type { FunctionSource } from '../blueprints/blueprint.ts';
import { compileModule } from './compile.ts';
import { hostModules, sharpFiles } from './sharp-packages.ts';
import type { Architecture } from './sharp-packages.ts';

export interface BundleOptions {
  readonly sharp: 'bundled' | 'host';
  /** Of the function, for `bundled`; `x86_64` unless given. */
  readonly architecture?: Architecture;
}

/** What the handlers of one module have in common. */
export interface ModulePackage {
  readonly zip: Uint8Array;
  /** What the function's environment needs besides its own variables. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Regular file, `rw-r--r--`: files that Lambda's user may not read fail at the first import. */
const UNIX = 3;
const READABLE = 0o100644 * 2 ** 16;

/** Zip has no time before 1980; any fixed one will do. */
const MTIME = '1980-01-01T00:00:00';

/** What Lambda is to call in the package of the handler's module. */
export const handlerIn = ({ handler }: FunctionSource): string => `index.${handler}`;

/** Packs a module of the pipeline, with all handlers it has. */
export async function bundleModule(
  { module, sharp }: Omit<FunctionSource, 'handler'>,
  options: BundleOptions,
): Promise<ModulePackage> {
  const bundled = sharp === true && options.sharp === 'bundled';
  const compiled = await compileModule(module);
  const contents = {
    // A function loads sharp while it starts, and fails there if it is missing, not with its first image.
    'index.mjs': Buffer.from(sharp === true ? `${compiled}require('sharp');\n` : compiled),
    ...(bundled ? sharpFiles(options.architecture ?? 'x86_64') : {}),
  };
  const files: Zippable = Object.fromEntries(
    Object.entries(contents).map(([name, bytes]) => [
      name,
      [bytes, { os: UNIX, attrs: READABLE, mtime: MTIME }],
    ]),
  );
  return {
    zip: zipSync(files, { level: 6 }),
    environment: sharp === true && !bundled ? { NODE_PATH: hostModules() } : {},
  };
}
