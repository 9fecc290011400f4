import { expect, test } from 'vitest';
import { killDatabases } from './database-kills.ts';

/** `DATABASE_KILLS` instead of a hundred, `CRASH_SEED` to repeat one run. */
const { DATABASE_KILLS = '100', CRASH_SEED = String(Date.now()) } = process.env;

test('a hundred kills lose nothing of the database beside a cloud', async () => {
  const report = await killDatabases(Number(DATABASE_KILLS), CRASH_SEED);
  process.stdout.write(`${JSON.stringify({ seed: CRASH_SEED, ...report })}\n`);
  expect(report.wrong).toEqual([]);
});
