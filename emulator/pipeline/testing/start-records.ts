import { openRecords } from '../records/records.ts';
import type { Records } from '../records/records.ts';

/** Milliseconds. Starting the embedded database takes a second, on a busy machine several. */
export const START_TIMEOUT = 60_000;

/** Records whose embedded database has started, so that no test waits for it. */
export async function startRecords(): Promise<Records> {
  const records = openRecords();
  await records.findImage({ bucket: 'none', key: 'none' });
  return records;
}
