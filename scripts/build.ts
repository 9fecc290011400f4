/**
 * Builds `dist/`: bundled JavaScript, because reading a few large files starts several times faster than stripping and
 * linking hundreds of small ones, and declarations beside it. npm runs it as `prepare`, after every install.
 */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from './bundle.ts';
import { relinkDeclarations } from './declarations.ts';
import type { Doors } from './imports.ts';
import { readSource, ROOT } from './source-tree.ts';

const ENTRY_POINTS = {
  cli: 'harness/cli/launch.ts',
  config: 'harness/config/config.ts',
  index: 'harness/index.ts',
  vitest: 'harness/vitest.ts',
};

/** Loaded only by the commands that need them: native code, WebAssembly, or a start-up cost nobody else should pay. */
const EXTERNAL = [
  '@electric-sql/pglite',
  '@testcontainers/localstack',
  'esbuild',
  'ink',
  'pg',
  'playwright-core',
  'quickjs-emscripten',
  'react',
  'sharp',
  'testcontainers',
  'vitest',
];

/** Bundles everything that package.json's `bin` and `exports` name into a folder. */
export const bundleProduct = (outDir: string): Promise<void> =>
  bundle({ root: ROOT, outDir, entryPoints: ENTRY_POINTS, external: EXTERNAL });

/** A type error does not stop the declarations from being written, nor the install: `npm run types` reports it. */
function emitDeclarations(outDir: string): void {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const args = [tsc, '-p', 'tsconfig.build.json', '--outDir', outDir];
  try {
    execFileSync(process.execPath, args, { cwd: ROOT, stdio: 'pipe' });
  } catch {
    console.warn('The declarations were written from sources with type errors; npm run types shows them.');
  }
  const { imports } = JSON.parse(readSource('package.json')) as { imports: Doors };
  relinkDeclarations(outDir, imports);
}

if (import.meta.main) {
  const outDir = join(ROOT, 'dist');
  rmSync(outDir, { recursive: true, force: true });
  await bundleProduct(outDir);
  emitDeclarations(join(outDir, 'types'));
}
