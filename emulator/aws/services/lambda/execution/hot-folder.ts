/**
 * Functions that run from a folder of the machine: `S3Bucket: 'hot-reload'`, `S3Key: '/absolute/folder'`. Nothing is
 * copied: the next invocation after a file changed starts in a new environment, and what the folder can import, from its
 * own `node_modules` or those above it, the function can import.
 */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Folders whose changes do not count: packages and what starts with a dot. */
const IGNORED = /^(?:\.|node_modules$)/;
const MOST_FILES = 5_000;

/** A text that changes when a file of the folder does. */
export function folderState(folder: string): string {
  let newest = 0;
  let files = 0;
  const look = (place: string): void => {
    for (const entry of readdirSync(place, { withFileTypes: true })) {
      if (IGNORED.test(entry.name) || files > MOST_FILES) continue;
      const path = join(place, entry.name);
      if (entry.isDirectory()) look(path);
      else {
        files += 1;
        newest = Math.max(newest, statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
      }
    }
  };
  try {
    look(folder);
  } catch {
    return 'missing';
  }
  return `${files}/${newest}`;
}
