/**
 * A function's deployment package: one ES module with everything in it, zipped, the same bytes for the same sources.
 *
 * sharp is native code and stays outside the module. It is asked for through `require`, which, unlike `import`, honours
 * `NODE_PATH`: so it is found in the zip (`bundled`, for AWS), in a layer, or in the `node_modules` of the machine that
 * runs the function (`host`, for an emulator that starts functions as processes; nothing needs to be copied).
 */
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';
import { zipSync } from 'fflate';
import type { Zippable } from 'fflate';
import type { FunctionSource } from '../blueprints/blueprint.ts';
import { handlerModule } from './handlers.ts';
import { hostModules, sharpFiles } from './sharp-packages.ts';
import type { Architecture } from './sharp-packages.ts';

export interface BundleOptions {
  readonly sharp: 'bundled' | 'host';
  /** Of the function, for `bundled`; `x86_64` unless given. */
  readonly architecture?: Architecture;
}

export interface FunctionPackage {
  readonly zip: Uint8Array;
  /** What Lambda is to call: `index.handler`. */
  readonly handler: string;
  /** What the function's environment needs besides its own variables. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Regular file, `rw-r--r--`: files that Lambda's user may not read fail at the first import. */
const UNIX = 3;
const READABLE = 0o100644 * 2 ** 16;

/** Zip has no time before 1980; any fixed one will do. */
const MTIME = '1980-01-01T00:00:00';

const requireSharp: Plugin = {
  name: 'require-sharp',
  setup(esbuild) {
    esbuild.onResolve({ filter: /^sharp$/ }, () => ({ path: 'sharp', namespace: 'require-sharp' }));
    esbuild.onLoad({ filter: /.*/, namespace: 'require-sharp' }, () => ({
      contents: `import { createRequire } from 'node:module';
export default createRequire(import.meta.url)('sharp');`,
    }));
  },
};

async function moduleOf({ module, handler, sharp }: FunctionSource): Promise<Uint8Array> {
  const path = fileURLToPath(handlerModule(module));
  // A function loads sharp while it starts, and fails there if it is missing, not with its first image.
  const early = sharp === true ? "import 'sharp';\n" : '';
  const entry = `${early}export { ${handler} as handler } from ${JSON.stringify(path)};`;
  // Loaded when it is needed: who only reads blueprints should not wait for a compiler.
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: '/' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    minify: true,
    keepNames: true,
    legalComments: 'none',
    logLevel: 'silent',
    plugins: [requireSharp],
    // The embedded database is no place for a function's records, and pg does without its native half.
    external: ['@electric-sql/pglite', 'pg-native'],
    // CommonJS packages inside the bundle still call require for Node's own modules.
    banner: {
      js: "import { createRequire as bundleRequire } from 'node:module';\nconst require = bundleRequire(import.meta.url);",
    },
  });
  const [output] = outputFiles;
  if (output === undefined) throw new Error(`${module} was bundled into nothing`);
  return output.contents;
}

/** Packs a handler of the pipeline. */
export async function bundleFunction(
  source: FunctionSource,
  options: BundleOptions,
): Promise<FunctionPackage> {
  const bundled = source.sharp === true && options.sharp === 'bundled';
  const contents = {
    'index.mjs': await moduleOf(source),
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
    handler: 'index.handler',
    environment: source.sharp === true && !bundled ? { NODE_PATH: hostModules() } : {},
  };
}
