/**
 * Makes one ES module of a module of the pipeline, with everything in it but sharp. The published package brings these
 * ready made: there `compiled.ts` stands in this file's place.
 */
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';
import { checkFunctionModule } from './function-modules.ts';

export { COMPILED, FUNCTION_MODULES } from './function-modules.ts';

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

/**
 * `http` and `https` through `require`: importing them reads every export, one of which loads all of `fetch`, a third of
 * what a function's start takes. Seen on Node 24.21, 2026-11-29.
 */
const requireHttp: Plugin = {
  name: 'require-http',
  setup(esbuild) {
    esbuild.onResolve({ filter: /^(node:)?https?$/ }, ({ path, kind }) =>
      kind === 'require-call' ? { path, external: true } : { path, namespace: 'require-http' },
    );
    esbuild.onLoad({ filter: /.*/, namespace: 'require-http' }, ({ path }) => ({
      contents: `module.exports = require('${path}');`,
    }));
  },
};

/** The text of the module, which may call `require`. Throws when the pipeline has no such module. */
export async function compileModule(module: string): Promise<string> {
  checkFunctionModule(module);
  const path = fileURLToPath(new URL(`../${module}`, import.meta.url));
  // Loaded when it is needed: who only reads blueprints should not wait for a compiler.
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    // The SDK's ES modules, of which what is not used is left out.
    mainFields: ['module', 'main'],
    minify: true,
    keepNames: true,
    legalComments: 'none',
    logLevel: 'silent',
    plugins: [requireSharp, requireHttp],
    // The embedded database is no place for a function's records, and pg does without its native half.
    external: ['@electric-sql/pglite', 'pg-native'],
    // CommonJS packages inside the bundle still call require for Node's own modules.
    banner: {
      js: "import { createRequire as bundleRequire } from 'node:module';\nconst require = bundleRequire(import.meta.url);",
    },
  });
  const [output] = outputFiles;
  if (output === undefined) throw new Error(`${module} was bundled into nothing`);
  return output.text;
}
