/**
 * Builds `dist/`: bundled JavaScript, because reading a few large files starts several times faster than stripping and
 * linking hundreds of small ones, and declarations beside it. npm runs it as `prepare`, after every install.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from './bundle.ts';
import { relinkDeclarations } from './declarations.ts';
import type { Doors } from './imports.ts';
import { readSource, ROOT } from './source-tree.ts';

const OUT_DIR = join(ROOT, 'dist');

const ENTRY_POINTS = {
  cli: 'harness/cli/launch.ts',
  index: 'harness/index.ts',
  vitest: 'harness/vitest.ts',
  config: 'harness/config.ts',
};

/** Loaded only by the commands that need them: native code, WebAssembly, or a start-up cost nobody else should pay. */
const EXTERNAL = [
  '@electric-sql/pglite',
  '@testcontainers/localstack',
  'esbuild',
  'ink',
  'pg',
  'pg-native',
  'playwright-core',
  'quickjs-emscripten',
  'react',
  'react/jsx-runtime',
  'react-devtools-core',
  'sharp',
  'testcontainers',
  'vitest',
];

const entryPoints = Object.fromEntries(
  Object.entries(ENTRY_POINTS).filter(([, file]) => existsSync(join(ROOT, file))),
);

rmSync(OUT_DIR, { recursive: true, force: true });
if (Object.keys(entryPoints).length > 0) {
  await bundle({ root: ROOT, outDir: OUT_DIR, entryPoints, external: EXTERNAL });
  emitDeclarations();
}

/** A type error does not stop the declarations from being written, nor the install: `npm run types` reports it. */
function emitDeclarations(): void {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  try {
    execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: ROOT, stdio: 'pipe' });
  } catch {
    console.warn('dist/types was built from sources with type errors; npm run types shows them.');
  }
  const { imports } = JSON.parse(readSource('package.json')) as { imports: Doors };
  relinkDeclarations(join(OUT_DIR, 'types'), imports);
}
