/** Files and their names, made as durable as a disk makes them. */
import { closeSync, copyFileSync, existsSync, fsyncSync, linkSync, openSync } from 'node:fs';

/** Makes the names in a folder, or the bytes of a file, survive a power cut. */
export function sync(path: string): void {
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/**
 * Makes a file appear at a second place: as the same file where the disk allows it, for nobody ever changes one that is
 * finished, else as a copy. Where one is already, it is the same.
 */
export function placeFile(source: string, target: string): void {
  if (existsSync(target)) return;
  try {
    linkSync(source, target);
  } catch (error) {
    if (!CANNOT_LINK.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    copyFileSync(source, target);
  }
}

/** Another disk, a file system without links, or a file that is linked too often. */
const CANNOT_LINK = new Set(['EXDEV', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK', 'ENOSYS']);
