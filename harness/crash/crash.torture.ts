import { expect, test } from 'vitest';
import { runCrashes } from './crash.ts';

/** `CRASH_MINUTES` bounds it, for a machine that is wanted for something else. */
const minutes = Number(process.env['CRASH_MINUTES'] ?? 28);

test.each(['process', 'power'] as const)(
  'thousands of kills lose nothing with durability %s',
  async (durability) => {
    const seed = String(Date.now());
    const report = await runCrashes({ kills: 2_000, seed, durability, within: (minutes * 60_000) / 2 });
    const [slowest = 0] = report.recoveries;
    console.log(
      JSON.stringify({ durability, seed, ...report, recoveries: report.recoveries.length, slowest }),
    );
    expect(report.wrong).toEqual([]);
    expect(report.missing).toBe(0);
  },
);
