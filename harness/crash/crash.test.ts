import { expect, test } from 'vitest';
import { runCrashes } from './crash.ts';

test('a cloud that is killed at any moment keeps what it acknowledged and shows nothing half done', async () => {
  const report = await runCrashes({ kills: 12, seed: `${process.env['CRASH_SEED'] ?? Date.now()}` });
  expect(report.wrong).toEqual([]);
  expect(report.missing).toBe(0);
  expect(report.kills).toBe(12);
  expect(report.acknowledged).toBeGreaterThan(100);
}, 120_000);
