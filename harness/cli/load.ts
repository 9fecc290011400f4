import { InvalidArgumentError, Option, type Command } from 'commander';
import type { ProfileName } from '../load/pace.ts';
import type { Verdict } from '../load/run-load.ts';
import { parseDuration } from './duration.ts';
import { startProgress } from './progress.ts';
import { untilSignalled } from './signals.ts';

interface LoadOptions {
  readonly profile: ProfileName;
  readonly rate?: number;
  readonly duration?: string;
  readonly image?: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** What could not be sent as asked has no answer, good or bad. */
const EXIT_CODES: Readonly<Record<Verdict, number>> = { passed: 0, failed: 1, invalid: 2, interrupted: 2 };

export function addLoad(program: Command): void {
  program
    .command('load')
    .description('send load through a temporary cloud with k6, and hold it to thresholds')
    .argument('<journey>', 'upload, image-api, or browse')
    .addOption(
      new Option('--profile <name>', 'how the load is spread over time')
        .choices(['smoke', 'steady', 'ramp'])
        .default('smoke'),
    )
    .option('--rate <number>', "journeys begun each second, at the profile's height", wholeNumber)
    .option('--duration <time>', 'how long, like 30s or 5m')
    .option('--image <file>', 'what is uploaded')
    .option('--out <folder>', 'write report.html and report.json there')
    .option('--json', 'print the result as JSON')
    .action(async (name: string, options: LoadOptions) => {
      const [{ findJourney }, { findK6 }, { paceOf }, { runLoad }, { loadJson, loadText, writeReports }] =
        await Promise.all([
          import('../load/journeys.ts'),
          import('../load/find-k6.ts'),
          import('../load/pace.ts'),
          import('../load/run-load.ts'),
          import('../load/load-report.ts'),
        ]);
      const { profile, rate, duration, image, out, json } = options;
      const journey = findJourney(name);
      const pace = paceOf(profile, rate, duration === undefined ? undefined : parseDuration(duration));
      const k6 = await findK6();
      const interruption = new AbortController();
      void untilSignalled().then(() => interruption.abort());
      const { step: onProgress, stop } = startProgress(json !== true);
      const { signal } = interruption;
      const result = await runLoad({ k6, journey, profile, pace, image, signal, onProgress }).finally(stop);
      if (out !== undefined) await writeReports(result, out);
      process.stdout.write(json ? loadJson(result) : loadText(result));
      process.exitCode = EXIT_CODES[result.verdict];
    });
}

function wholeNumber(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('A rate is a whole number.');
  return Number(text);
}
