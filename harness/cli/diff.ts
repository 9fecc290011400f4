import { Argument, type Command } from 'commander';
import type { FoundConfig } from '../config/read-config.ts';
import type { TargetChoice } from '../suite/target-choice.ts';
import type { Selection } from '../suite/selection.ts';
import type { Report } from '../report/verdict.ts';
import { configFor, configOption, noConfigOption, type ConfigOptions } from './config-options.ts';
import { startProgress, type Progress } from './progress.ts';
import { abortOnSignal } from './signals.ts';
import { addSelection, selectionOf, type SelectionOptions } from './selection-options.ts';
import { targetArgument } from './target-argument.ts';

interface DiffOptions extends SelectionOptions, ConfigOptions {
  readonly json?: boolean;
}

export function addDiff(program: Command): void {
  const command = program
    .command('diff')
    .description('run scenarios on two clouds and show where their answers differ')
    .addArgument(
      new Argument('<a>', 'embedded, localstack, localstack:IMAGE, aws or a URL').argParser(targetArgument),
    )
    .addArgument(new Argument('<b>', 'the other one').argParser(targetArgument));
  addSelection(command)
    .addOption(configOption())
    .addOption(noConfigOption())
    .option('--json', 'answer in JSON')
    .action(diff);
}

async function diff(a: TargetChoice, b: TargetChoice, options: DiffOptions): Promise<void> {
  const [{ compareRuns }, { differenceText }] = await Promise.all([
    import('../difference/compare-runs.ts'),
    import('../difference/difference-text.ts'),
  ]);
  const progress = startProgress(true, 'lines');
  const selection = selectionOf(options);
  const found = await configFor(options.config);
  const one = await wireRun(a, { selection, found, progress });
  const other = await wireRun(b, { selection, found, progress });
  progress.stop();
  const comparison = compareRuns(one, other);
  process.stdout.write(
    options.json === true ? `${JSON.stringify(comparison)}\n` : differenceText(one, other, comparison),
  );
  process.exitCode = comparison.differing.length > 0 ? 1 : 0;
}

interface WireRun {
  readonly selection: Selection;
  readonly found: FoundConfig | undefined;
  readonly progress: Progress;
}

/** A run whose verdicts hold everything that went over the wire. */
export async function wireRun(
  choice: TargetChoice,
  { selection, found, progress }: WireRun,
): Promise<Report> {
  const [{ readyTarget }, { judge }, judging] = await Promise.all([
    import('../suite/target-choice.ts'),
    import('../suite/judge.ts'),
    import('../config/judged-run.ts'),
  ]);
  if (found !== undefined) judging.checkDeployed(found, choice.target);
  judging.passOn(found ?? { config: {}, folder: process.cwd() }, choice.region);
  await using ready = await readyTarget(choice);
  using aborting = abortOnSignal();
  progress.step(`asking ${ready.judged}`);
  const { report, left } = await judge(choice, ready, {
    selection: judging.judgingSelection(selection, found?.config),
    own: found && judging.ownScenarios(found),
    quiet: true,
    signal: aborting.signal,
    env: { SAFELIGHT_KEEP: 'wire' },
    onProgress: progress.step,
  });
  for (const each of left) process.stderr.write(`${each}\n`);
  return report;
}
