/**
 * Writes `dist/types/`, the declarations of what package.json exports. npm runs it as `prepack`; nothing in the
 * repository reads them.
 */
import { execFile } from 'node:child_process';
import { cpSync, globSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundleDeclarations } from './bundled-declarations.ts';
import { relinkDeclarations } from './declarations.ts';
import type { Doors } from './imports.ts';
import { readSource, ROOT } from './source-tree.ts';

/** Entry points of the declarations: package.json's `exports`. */
const ENTRY_POINTS = {
  config: 'harness/config/config',
  index: 'harness/index',
  testcontainers: 'harness/testcontainers',
  vitest: 'harness/vitest',
};

/** Writes the declarations of everything exported into a folder. Throws when a source has a type error. */
export async function declareProduct(outDir: string): Promise<void> {
  // Below the repository, so that packages are found from there.
  const emitted = `${outDir}.emitted`;
  try {
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const options = ['-p', 'tsconfig.build.json', '--outDir', emitted];
    await promisify(execFile)(process.execPath, [tsc, ...options], { cwd: ROOT });
    for (const file of globSync('{emulator,harness,fixtures}/**/*.json', { cwd: ROOT })) {
      cpSync(join(ROOT, file), join(emitted, file));
    }
    const { imports } = JSON.parse(readSource('package.json')) as { imports: Doors };
    relinkDeclarations(emitted, imports);
    await bundleDeclarations({
      root: ROOT,
      input: Object.fromEntries(
        Object.entries(ENTRY_POINTS).map(([name, path]) => [name, join(emitted, `${path}.d.ts`)]),
      ),
      outDir,
      external: ['playwright-core', 'testcontainers', 'vitest'],
    });
  } finally {
    rmSync(emitted, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const outDir = join(ROOT, 'dist/types');
  rmSync(outDir, { recursive: true, force: true });
  await declareProduct(outDir);
}
