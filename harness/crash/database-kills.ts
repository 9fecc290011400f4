/** Kills a process that writes into the embedded database of a data folder, and looks for all that it had said. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { isDeepStrictEqual } from 'node:util';
import { openRecords, type ImageRecord } from '#pipeline';
import { Dice } from './world.ts';

export interface DatabaseKills {
  readonly kills: number;
  readonly acknowledged: number;
  /** Looks at a record after a kill. */
  readonly checked: number;
  readonly wrong: readonly string[];
}

/** A kill comes after up to so many records. */
const MOST_RECORDS = 200;
/** The records that are looked at after each kill: the newest are the ones at risk, the others stand for the rest. */
const LOOKED_AT = 100;

/** The record with a number, in which each value follows from it. */
export const recordOf = (n: number): ImageRecord => ({
  bucket: 'kills',
  key: `image ${n}`,
  version: `v${n}`,
  eTag: `"${n}"`,
  bytes: n,
  format: 'jpeg',
  width: n + 1,
  height: n + 2,
  dominantColour: '#'.padEnd(2_000, String(n)),
  perceptualHash: String(n),
  sharpness: n / 7,
  breed: null,
  confidence: 0,
  model: 'none',
  modifiedAt: new Date(n * 1_000),
  analysedAt: new Date(n * 2_000),
});

export async function killDatabases(kills: number, seed: string): Promise<DatabaseKills> {
  const dice = new Dice(seed);
  const dataDir = mkdtempSync(join(tmpdir(), 'safelight-database-'));
  const wrong: string[] = [];
  let [acknowledged, checked] = [0, 0];
  try {
    for (let kill = 0; kill < kills && wrong.length === 0; kill += 1) {
      acknowledged = await writeUntilKilled(dataDir, acknowledged, 1 + dice.roll(MOST_RECORDS));
      const records = openRecords({ dataDir });
      const numbers = Array.from({ length: LOOKED_AT }, (_, back) =>
        back < LOOKED_AT / 2 ? acknowledged - 1 - back : dice.roll(acknowledged),
      );
      for (const n of new Set(numbers.filter((one) => one >= 0))) {
        const record = recordOf(n);
        checked += 1;
        const found = await records.findImage(record);
        if (!isDeepStrictEqual(found, record)) wrong.push(`record ${n} is ${JSON.stringify(found)}`);
      }
      await records.close();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
  return { kills, acknowledged, checked, wrong };
}

/** @returns how many records have been acknowledged by now */
async function writeUntilKilled(dataDir: string, first: number, most: number): Promise<number> {
  const writer = spawn(
    process.execPath,
    [join(import.meta.dirname, 'database-writer.ts'), dataDir, String(first)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = once(writer, 'exit');
  let next = first;
  for await (const line of createInterface(writer.stdout)) {
    next = Number(line) + 1;
    if (next - first >= most) writer.kill('SIGKILL');
  }
  await ended;
  return next;
}
