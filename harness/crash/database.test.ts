import { expect, test } from 'vitest';
import { killDatabases } from './database-kills.ts';

test('the database beside a cloud keeps what it acknowledged when its process is killed', async () => {
  const { wrong, acknowledged } = await killDatabases(2, process.env['CRASH_SEED'] ?? String(Date.now()));
  expect(wrong).toEqual([]);
  expect(acknowledged).toBeGreaterThan(0);
}, 120_000);
