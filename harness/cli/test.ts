import { InvalidArgumentError, Option, type Command } from 'commander';
import type { FoundConfig } from '../config/read-config.ts';
import type { TargetChoice, TargetName } from '../suite/target-choice.ts';
import { configFor, configOption, noConfigOption, type ConfigOptions } from './config-options.ts';
import { FILLS, isFill, type Fill } from '../stand-ins/fill.ts';
import { startProgress } from './progress.ts';
import { abortOnSignal } from './signals.ts';
import { endpoint } from './options.ts';
import { addSelection, selectionOf, type SelectionOptions } from './selection-options.ts';

interface TestOptions extends ConfigOptions, SelectionOptions, TargetChoice {
  readonly target: TargetName;
  readonly budget?: number;
  readonly watch?: boolean;
  readonly junit?: string;
  readonly json?: string;
  readonly html?: string;
  readonly beside: readonly string[];
}

const EXIT_INTERRUPTED = 130;

const collect = (text: string, before: readonly string[]): readonly string[] => [...before, text];

export function addTest(program: Command): void {
  const command = program
    .command('test')
    .description('judge a cloud by the scenarios')
    .addOption(
      new Option('--target <name>', 'which cloud to judge')
        .choices(['embedded', 'localstack', 'endpoint', 'aws'])
        .default('embedded'),
    )
    .addOption(configOption())
    .addOption(noConfigOption())
    .option('--endpoint <url>', 'address of the cloud, with --target endpoint', endpoint)
    .option('--image <image>', 'image of LocalStack, with --target localstack')
    .option('--reuse', 'keep the container of LocalStack for the next run')
    .option('--account <id>', 'account that may be judged, with --target aws; may be repeated', accounts, [])
    .option('--region <region>', 'region to judge, with --target aws or endpoint')
    .addOption(
      new Option('--fill <what>', 'stand in for what the target lacks; may be repeated')
        .choices(Object.keys(FILLS))
        .default([])
        .argParser(fills),
    )
    .option(
      '--deviations <list>',
      'how the cloud at --endpoint is known to differ: moto, ministack, or a file of JSON',
    )
    .option('--budget <usd>', 'dollars that the run may cost, with --target aws', dollars)
    .option('--deployed <stack>', 'judge this stack as it stands, and make nothing, with --target aws')
    .option('--blueprint <name>', 'which blueprint --deployed names', 'pettracker');
  addSelection(command)
    .option('--watch', 'run again whenever something changes')
    .option('--junit <file>', 'write a JUnit report')
    .option('--json <file>', 'write a JSON report')
    .option('--html <file>', 'write a page with the matrix target × behaviour')
    .option('--beside <file>', 'JSON report of another run, for the page; may be repeated', collect, [])
    .action(async (options: TestOptions, given: Command) => {
      const found = await configFor(options.config);
      const { target } = found?.config ?? {};
      const isAsked = given.getOptionValueSource('target') !== 'default';
      const takesConfig = !isAsked && typeof target === 'object';
      await testTarget(
        takesConfig ? { endpoint: target.endpoint, ...options, target: 'endpoint' } : options,
        found,
      );
    });
}

function fills(text: string, before: readonly Fill[]): readonly Fill[] {
  if (isFill(text)) return [...before, text];
  throw new InvalidArgumentError(`Allowed choices are ${Object.keys(FILLS).join(', ')}.`);
}

/** Twelve digits. */
export function accounts(text: string, before: readonly string[]): readonly string[] {
  if (!/^\d{12}$/.test(text)) throw new InvalidArgumentError('An account is twelve digits.');
  return [...before, text];
}

function dollars(text: string): number {
  const usd = Number(text);
  if (!(usd >= 0)) throw new InvalidArgumentError('A budget is a number of dollars.');
  return usd;
}

async function testTarget(options: TestOptions, found: FoundConfig | undefined): Promise<void> {
  const [
    { readyTarget },
    { judge },
    { closingWords },
    { readReport, writeReports },
    { watchSuite },
    judging,
  ] = await Promise.all([
    import('../suite/target-choice.ts'),
    import('../suite/judge.ts'),
    import('../report/console.ts'),
    import('../report/write-reports.ts'),
    import('../suite/run-suite.ts'),
    import('../config/judged-run.ts'),
  ]);
  if (found !== undefined) judging.checkDeployed(found, options.target);
  judging.passOn(found ?? { config: {}, folder: process.cwd() }, options.region);
  const selection = judging.judgingSelection(selectionOf(options), found?.config);
  // Before anything runs: a slip in a file's name is no reason to run it all again.
  const beside = await Promise.all(options.beside.map(readReport));
  await using ready = await readyTarget(options);
  if (options.watch === true) {
    await watchSuite(selection, ready.env);
    return;
  }
  const progress = startProgress(true, 'lines');
  using aborting = abortOnSignal();
  const { report, failed, left } = await judge(options, ready, {
    selection,
    own: found && judging.ownScenarios(found),
    budget: options.budget,
    signal: aborting.signal,
    onProgress: progress.step,
  }).finally(() => progress.stop());
  await writeReports(report, options, beside);
  process.stdout.write(closingWords(report));
  if (failed && ready.logs !== undefined) process.stderr.write(`${await ready.logs()}\n`);
  for (const each of left) process.stderr.write(`${each}\n`);
  if (aborting.signal.aborted) process.exitCode = EXIT_INTERRUPTED;
  else process.exitCode = failed || left.length > 0 ? 1 : 0;
}
