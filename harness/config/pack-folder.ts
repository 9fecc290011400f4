/** Code of a function as Lambda takes it: a zip, the same bytes for the same files. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { zipSync, type Zippable } from 'fflate';

/** Zip has no time before 1980; any fixed one will do. */
const MTIME = '1980-01-01T00:00:00';
const UNIX = 3;
const ANYBODY_READS = 0o444;

/** @param path a folder, or one file, which is called the same in the zip; one that ends in .zip is taken as it is */
export async function packFolder(path: string): Promise<Uint8Array> {
  if (path.endsWith('.zip')) return readFile(path);
  const files = await filesBelow(path);
  const members: Zippable = {};
  for (const [name, file] of files) {
    const { mode } = await stat(file);
    members[name] = [
      await readFile(file),
      { mtime: MTIME, os: UNIX, attrs: (0o100000 | (mode & 0o777) | ANYBODY_READS) * 2 ** 16 },
    ];
  }
  return zipSync(members);
}

/** Names in the zip, and where each file is; in order of the names. */
async function filesBelow(path: string): Promise<readonly (readonly [name: string, file: string])[]> {
  if ((await stat(path)).isFile()) return [[path.split(sep).at(-1) ?? path, path]];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((file) => [relative(path, file).replaceAll(sep, '/'), file] as const)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
}
