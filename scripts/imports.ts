import { posix } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';

/** One file leaning on something: where, on what, and whether anything is left of it at run time. */
export interface Import {
  /** Path of the importing file, relative to the repository, with forward slashes. */
  readonly from: string;
  /** What stands in the source: `../kernel/clock.ts`, `#aws`, `node:fs`, `hono`. */
  readonly specifier: string;
  /** A repository path for our own files, `node:…` for built-ins, `npm:…` for packages. */
  readonly to: string;
  readonly kind: 'value' | 'type';
  /** Counted from 1. */
  readonly line: number;
}

/** Names of package.json's `imports` and the files behind them. */
export type Doors = Readonly<Record<string, string>>;

/** Every import, re-export, dynamic import and `import('…')` type of a source file, in order. */
export function importsOf(from: string, source: string, doors: Doors): Import[] {
  const found: Import[] = [];
  const add = (specifier: string, kind: Import['kind'], offset: number) => {
    const line = source.slice(0, offset).split('\n').length;
    found.push({ from, specifier, to: destination(from, specifier, doors), kind, line });
  };
  const kindOf = (declared: string | undefined, names: readonly string[]): Import['kind'] =>
    declared === 'type' || (names.length > 0 && names.every((name) => name === 'type')) ? 'type' : 'value';

  new Visitor({
    ImportDeclaration(node) {
      const names = node.specifiers.map((name) =>
        name.type === 'ImportSpecifier' ? (name.importKind ?? 'value') : 'value',
      );
      add(node.source.value, kindOf(node.importKind, names), node.start);
    },
    ExportNamedDeclaration(node) {
      if (node.source === null) return;
      const names = node.specifiers.map((name) => name.exportKind ?? 'value');
      add(node.source.value, kindOf(node.exportKind, names), node.start);
    },
    ExportAllDeclaration(node) {
      add(node.source.value, kindOf(node.exportKind, []), node.start);
    },
    ImportExpression(node) {
      const { source: argument } = node;
      if (argument.type === 'Literal' && typeof argument.value === 'string') {
        add(argument.value, 'value', node.start);
      }
    },
    TSImportType(node) {
      add(node.source.value, 'type', node.start);
    },
  }).visit(parseSync(from, source).program);
  return found;
}

function destination(from: string, specifier: string, doors: Doors): string {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier);
  if (specifier.startsWith('node:')) return specifier;
  const door = doors[specifier];
  return door === undefined ? `npm:${specifier}` : posix.normalize(door);
}
