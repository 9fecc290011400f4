import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Folders that hold sources. */
const SOURCE_FOLDERS = ['emulator', 'harness', 'scenarios', 'load', 'fixtures', 'bench', 'scripts'] as const;

/** Repository paths of all TypeScript sources, sorted, with forward slashes. */
export const sourceFiles = (): string[] =>
  globSync(`{${SOURCE_FOLDERS.join(',')}}/**/*.{ts,tsx}`, { cwd: ROOT })
    .map((path) => path.replaceAll(sep, '/'))
    .toSorted();

/** The text of a repository file. */
export const readSource = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Repository paths of all scenarios, sorted, with forward slashes. */
export const scenarioFiles = (): string[] =>
  sourceFiles().filter((path) => path.startsWith('scenarios/') && path.endsWith('.scenario.ts'));
