import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import type { Doors } from './imports.ts';

const MODULE_NAME = /(from |import\(|import )'([^']+)'/g;

/**
 * Makes emitted declarations stand on their own: `./x.ts` becomes `./x.js`, and `#aws` a relative path, because the
 * sources behind package.json's `imports` are not published.
 */
export function relinkDeclarations(folder: string, doors: Doors): void {
  for (const file of globSync('**/*.d.ts', { cwd: folder })) {
    const path = join(folder, file);
    writeFileSync(path, relink(readFileSync(path, 'utf8'), file.replaceAll(sep, '/'), doors));
  }
}

/** One declaration file's text, relinked; `file` is its path below the folder that holds all declarations. */
export function relink(text: string, file: string, doors: Doors): string {
  return text.replaceAll(MODULE_NAME, (whole, before: string, specifier: string) => {
    const door = doors[specifier];
    if (door === undefined && !specifier.startsWith('.')) return whole;
    const target = door === undefined ? specifier : fromFile(file, posix.normalize(door));
    return `${before}'${target.replace(/\.tsx?$/, '.js')}'`;
  });
}

const fromFile = (file: string, target: string): string => {
  const path = relative(dirname(file), target).replaceAll(sep, '/');
  return path.startsWith('.') ? path : `./${path}`;
};
