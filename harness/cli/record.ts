import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { SafelightError } from '#aws/terms';
import type { SafelightConfig } from '../config/config.ts';
import type { TargetChoice } from '../suite/target-choice.ts';
import { configFor, configOption, noConfigOption, type ConfigOptions } from './config-options.ts';
import { wireRun } from './diff.ts';
import { startProgress } from './progress.ts';
import { addSelection, selectionOf, type SelectionOptions } from './selection-options.ts';
import { targetArgument } from './target-argument.ts';

interface RecordOptions extends SelectionOptions, ConfigOptions {
  readonly target?: TargetChoice;
}

export function addRecord(program: Command): void {
  const command = program
    .command('record')
    .description('keep what a cloud answers to scenarios as dated transcripts, without ids and secrets')
    .argument('<folder>', 'where to write them, one file for each scenario')
    .addOption(
      new Option(
        '--target <target>',
        'embedded, localstack, localstack:IMAGE, aws or a URL; aws unless the configuration names another',
      ).argParser(targetArgument),
    );
  addSelection(command).addOption(configOption()).addOption(noConfigOption()).action(record);
}

async function record(folder: string, options: RecordOptions): Promise<void> {
  const [{ transcriptOf }, { closingWords }, { countOf }, found] = await Promise.all([
    import('../transcript/record.ts'),
    import('../report/console.ts'),
    import('../report/verdict.ts'),
    configFor(options.config),
  ]);
  const progress = startProgress(true, 'lines');
  const report = await wireRun(options.target ?? usualTarget(found?.config), {
    selection: selectionOf(options),
    found,
    progress,
  }).finally(() => progress.stop());
  const others: string[] = [];
  for (const verdict of report.verdicts) {
    const transcript = transcriptOf(verdict, report);
    if (typeof transcript === 'string') {
      others.push(transcript);
      continue;
    }
    const path = resolve(folder, verdict.family);
    await mkdir(path, { recursive: true });
    await writeFile(
      join(path, `${fileNameOf(verdict.sentence)}.json`),
      `${JSON.stringify(transcript, undefined, 2)}\n`,
    );
  }
  const written = report.verdicts.length - others.length;
  if (countOf(report.verdicts, 'failed') > 0) {
    process.stdout.write(closingWords(report));
    process.exitCode = 1;
  } else if (written === 0) {
    throw nothingRecorded(report.judged, others);
  }
  const told = [`${written} transcripts in ${resolve(folder)}`, ...reasonLines(others)];
  process.stdout.write(`${told.join('\n')}\n`);
}

/** Recordings are of AWS, unless the configuration says where the pipeline stands. */
const usualTarget = ({ target }: SafelightConfig = {}): TargetChoice =>
  typeof target === 'object' ? { target: 'endpoint', endpoint: target.endpoint } : { target: 'aws' };

/** One line for each reason, with how often it was one. */
const reasonLines = (reasons: readonly string[]): readonly string[] =>
  [...Map.groupBy(reasons, (reason) => reason)].map(
    ([reason, { length }]) => `  not recorded, ${length}: ${reason}`,
  );

const nothingRecorded = (judged: string, reasons: readonly string[]): SafelightError =>
  new SafelightError(
    'ERR_NOTHING_RECORDED',
    [`Nothing was recorded of ${judged}.`, ...reasonLines(reasons)].join('\n'),
    { hint: 'Choose other scenarios (--family, --name, --tag), or a target that can do what they need.' },
  );

/** Long enough to tell sentences apart, short enough for every file system. */
const fileNameOf = (sentence: string): string =>
  sentence
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 100);
