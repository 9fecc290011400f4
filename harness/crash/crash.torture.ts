import { expect, test } from 'vitest';
import { runCrashes, type CrashReport } from './crash.ts';

/**
 * `CRASH_KILLS` of each durability instead of a thousand, `CRASH_SEED` to repeat one run. `CRASH_MINUTES` bounds it, for
 * a machine that is wanted for something else.
 */
const { CRASH_KILLS = '1000', CRASH_MINUTES = '150', CRASH_SEED = String(Date.now()) } = process.env;
const kills = Number(CRASH_KILLS);
const within = (Number(CRASH_MINUTES) * 60_000) / 2;
/** After so many a folder has grown beyond what its checks can read quickly, and a new one begins. */
const KILLS_PER_FOLDER = 100;

test.each(['process', 'power'] as const)(
  'a thousand kills lose nothing with durability %s',
  { timeout: within + 120_000 },
  async (durability) => {
    const deadline = performance.now() + within;
    const reports: CrashReport[] = [];
    const sum = (count: (report: CrashReport) => number): number =>
      reports.reduce((total, report) => total + count(report), 0);
    for (let done = 0; done < kills && performance.now() < deadline; done = sum((report) => report.kills)) {
      const report = await runCrashes({
        kills: Math.min(KILLS_PER_FOLDER, kills - done),
        seed: `${CRASH_SEED}/${reports.length}`,
        durability,
        within: deadline - performance.now(),
      });
      reports.push(report);
      const told = {
        durability,
        seed: CRASH_SEED,
        folders: reports.length,
        kills: sum((one) => one.kills),
        killedStarting: sum((one) => one.killedStarting),
        acknowledged: sum((one) => one.acknowledged),
        unanswered: sum((one) => one.unanswered),
        checked: sum((one) => one.checked),
        orphans: sum((one) => one.orphans),
        slowestRecovery: Math.max(...reports.map(({ recoveries }) => recoveries[0] ?? 0)),
      };
      process.stdout.write(`${JSON.stringify(told)}\n`);
      expect(report.wrong).toEqual([]);
      expect(report.missing).toBe(0);
    }
  },
);
