/** Holds every source file against `walls.ts`; prints each breach and exits with 1 when there is one. */
import { importsOf } from './imports.ts';
import type { Doors, Import } from './imports.ts';
import { readSource, sourceFiles } from './source-tree.ts';
import { breaches } from './walls.ts';
import type { Breach } from './walls.ts';

/** Every import of every source file. */
export function allImports(): Import[] {
  const { imports } = JSON.parse(readSource('package.json')) as { imports: Doors };
  return sourceFiles().flatMap((file) => importsOf(file, readSource(file), imports));
}

export const describeBreach = ({ rule, edge }: Breach): string =>
  `${edge.from}:${edge.line} imports ${edge.specifier}\n    ${rule}`;

if (import.meta.main) {
  const found = breaches(allImports());
  for (const breach of found) console.error(describeBreach(breach));
  process.exitCode = found.length === 0 ? 0 : 1;
}
