import { InvalidArgumentError, Option, type Command } from 'commander';
import type { ProfileName } from '../load/pace.ts';
import type { Verdict } from '../load/verdict.ts';
import { parseDuration } from './duration.ts';
import { endpoint } from './options.ts';
import { startProgress } from './progress.ts';
import { untilSignalled } from './signals.ts';

interface LoadOptions {
  readonly profile: ProfileName;
  readonly target?: string;
  readonly remote?: boolean;
  readonly rate?: number;
  readonly duration?: string;
  readonly image?: string;
  readonly size?: number;
  readonly out?: string;
  readonly json?: boolean;
  readonly against?: string;
  readonly findKnee?: boolean;
  readonly emit?: 'k8s' | 'cloud';
  readonly parallelism?: number;
  readonly yes?: boolean;
}

/** What could not be sent as asked has no answer, good or bad. */
const EXIT_CODES: Readonly<Record<Verdict, number>> = { passed: 0, failed: 1, invalid: 2, interrupted: 2 };

const PROFILES: readonly ProfileName[] = ['smoke', 'steady', 'ramp', 'spike', 'soak', 'breakpoint', 'day'];

export function addLoad(program: Command): void {
  program
    .command('load')
    .description('send load through a cloud with k6, and hold it to thresholds')
    .argument(
      '<journey>',
      'upload, upload-form, multipart, image-api, browse, browse-warm, browse-signed, mixed, or ingest',
    )
    .addOption(
      new Option('--profile <name>', 'how the load is spread over time').choices(PROFILES).default('smoke'),
    )
    .option(
      '--target <url>',
      'a cloud that runs already, or aws; without it one of its own is started',
      target,
    )
    .option('--remote', 'the target may be on another machine')
    .option('--rate <number>', "journeys begun each second, at the profile's height", rate)
    .option('--duration <time>', 'how long, like 30s or 5m')
    .option('--image <file>', 'what is uploaded or looked at')
    .option('--size <bytes>', 'pad the image to this size, like 200KiB', bytes)
    .option('--out <folder>', 'write report.html, report.json and junit.xml there')
    .option('--json', 'print the result as JSON')
    .option('--against <file>', 'compare with the report.json of an earlier run')
    .addOption(
      new Option('--find-knee', 'search the highest rate that meets the thresholds').conflicts([
        'profile',
        'emit',
      ]),
    )
    .addOption(
      new Option('--emit <where>', 'write what sends it from elsewhere, instead of sending it').choices([
        'k8s',
        'cloud',
      ]),
    )
    .option('--parallelism <number>', 'runners that share the load, with --emit k8s', wholeNumber)
    .option('--yes', 'agree to the projected cost of a run on AWS')
    .action(async (name: string, options: LoadOptions) => {
      const { load } = await import('../load/load-command.ts');
      const interruption = new AbortController();
      void untilSignalled().then(() => interruption.abort());
      const progress = startProgress(options.json !== true, 'lines');
      const duration = options.duration === undefined ? undefined : parseDuration(options.duration);
      const verdict = await load(
        { ...options, journey: name, duration },
        { signal: interruption.signal, progress },
      ).finally(progress.stop);
      process.exitCode = EXIT_CODES[verdict];
    });
}

const target = (text: string): string => (text === 'aws' ? text : endpoint(text));

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('This is a whole number above zero.');
  return Number(text);
}

function rate(text: string): number {
  if (!/^\d{1,6}(?:\.\d{1,3})?$/.test(text)) {
    throw new InvalidArgumentError('A rate is a number of iterations a second, like 20 or 0.5.');
  }
  return Number(text);
}

const UNITS: Readonly<Record<string, number>> = { '': 1, B: 1, KiB: 1_024, MiB: 1_048_576 };

function bytes(text: string): number {
  const [, number, unit] = /^(\d{1,9})(B|KiB|MiB)?$/.exec(text) ?? [];
  if (number === undefined) throw new InvalidArgumentError('A size is written like 204800, 200KiB or 5MiB.');
  return Number(number) * (UNITS[unit ?? ''] ?? 1);
}
