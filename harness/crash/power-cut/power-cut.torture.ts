import { expect, test } from 'vitest';
import { runCrashes } from '../crash.ts';
import { Dice } from '../world.ts';
import { failingMachine } from './machine.ts';

/** `CUTS` instead of three hundred, `CRASH_SEED` to repeat one run. */
const { CUTS = '300', CRASH_SEED = String(Date.now()) } = process.env;
/** A folder grows, and with it what has to be modelled for each cut. */
const CUTS_PER_FOLDER = 20;

test('after a power cut at any call, a cloud with durability power has all that it acknowledged', async () => {
  for (let round = 0; round * CUTS_PER_FOLDER < Number(CUTS); round += 1) {
    const seed = `${CRASH_SEED}/${round}`;
    const kills = Math.min(CUTS_PER_FOLDER, Number(CUTS) - round * CUTS_PER_FOLDER);
    const machine = failingMachine(new Dice(`${seed}/power`));
    const { recoveries, ...report } = await runCrashes({ kills, seed, durability: 'power', machine });
    process.stdout.write(
      `${JSON.stringify({ seed, cuts: machine.cuts, ...report, starts: recoveries.length })}\n`,
    );
    expect(report.wrong).toEqual([]);
    expect(report.missing).toBe(0);
  }
});
