/**
 * The folder that a cloud keeps its data in: taken for this process alone, looked over before anything in it changes,
 * and refused with what to do when it is not fit. Nothing is repaired by throwing something away.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sync } from './durable-files.ts';
import { SafelightError } from './safelight-error.ts';
import { storageFailureOf } from './storage-failure.ts';
import { Store, type Durability } from './store.ts';

const RECORDS = 'records.sqlite';
const OWNER = 'owner';
/** SQLite's codes for a file that another process has locked. */
const BUSY = 5;

/** Everything a cloud keeps in its folder; nothing else there is touched. */
export const OWN_FILES = [RECORDS, `${RECORDS}-wal`, `${RECORDS}-shm`, OWNER, 'blobs', 'files'];

/**
 * @throws SafelightError ERR_DATA_FOLDER, ERR_DATA_FOLDER_IN_USE, ERR_DATA_FOLDER_DAMAGED, ERR_DATA_FOLDER_VERSION
 */
export function openDataFolder(folder: string, durability: Durability): Store {
  let store: Store | undefined;
  try {
    const made = mkdirSync(folder, { recursive: true });
    store = new Store(join(folder, RECORDS), durability);
    writeFileSync(join(folder, OWNER), `${process.pid}\n`);
    if (durability === 'power') {
      sync(folder);
      if (made !== undefined) sync(dirname(made));
    }
    return store;
  } catch (error) {
    store?.close();
    throw refusalOf(folder, error);
  }
}

/** What makes a data folder unusable, in the words of whoever runs the tool. */
export function refusalOf(folder: string, cause: unknown): unknown {
  if (cause instanceof SafelightError) return cause;
  if ((cause as { readonly errcode?: number }).errcode === BUSY) {
    return new SafelightError(
      'ERR_DATA_FOLDER_IN_USE',
      `${ownerOf(folder)} uses the data folder ${folder}.`,
      {
        hint: 'End it, or choose another folder with --data. Two clouds never share one.',
        cause,
      },
    );
  }
  const failure = storageFailureOf(cause);
  if (failure?.trouble === 'damaged') {
    const found = failure.cause instanceof Error ? failure.cause.message : '';
    return new SafelightError('ERR_DATA_FOLDER_DAMAGED', `The records in ${folder} are damaged: ${found}.`, {
      hint: `Nothing was changed. Put a copy of the folder in its place; what can still be read comes out with \`sqlite3 ${join(folder, RECORDS)} .recover\`. To begin anew, move the folder away.`,
      cause,
    });
  }
  return new SafelightError('ERR_DATA_FOLDER', `The data folder ${folder} cannot be used: ${why(cause)}.`, {
    hint: 'Choose a folder that can be written to, on a disk with room, with --data.',
    cause,
  });
}

function why(cause: unknown): string {
  const trouble = storageFailureOf(cause)?.trouble;
  if (trouble === 'full') return 'its disk is full';
  if (trouble === 'read-only') return 'it cannot be written to';
  return cause instanceof Error ? cause.message : String(cause);
}

function ownerOf(folder: string): string {
  const file = join(folder, OWNER);
  const pid = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  return /^\d+$/.test(pid) ? `Process ${pid}` : 'Another process';
}
