import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Option, type Command } from 'commander';
import type { TargetChoice } from '../suite/target-choice.ts';
import { wireRun } from './diff.ts';
import { startProgress } from './progress.ts';
import { addSelection, selectionOf, type SelectionOptions } from './selection-options.ts';
import { targetArgument } from './target-argument.ts';

interface RecordOptions extends SelectionOptions {
  readonly target: TargetChoice;
}

export function addRecord(program: Command): void {
  const command = program
    .command('record')
    .description('keep what a cloud answers to scenarios as dated transcripts, without ids and secrets')
    .argument('<folder>', 'where to write them, one file for each scenario')
    .addOption(
      new Option('--target <target>', 'embedded, localstack, localstack:IMAGE, aws or a URL')
        .argParser(targetArgument)
        .default({ target: 'aws' }, 'aws'),
    );
  addSelection(command).action(record);
}

async function record(folder: string, options: RecordOptions): Promise<void> {
  const { transcriptOf } = await import('../transcript/record.ts');
  const progress = startProgress(true, 'lines');
  const report = await wireRun(options.target, selectionOf(options), progress);
  progress.stop();
  let written = 0;
  for (const verdict of report.verdicts) {
    const transcript = transcriptOf(verdict, report);
    if (transcript === undefined) continue;
    const path = resolve(folder, verdict.family);
    await mkdir(path, { recursive: true });
    await writeFile(
      join(path, `${fileNameOf(verdict.sentence)}.json`),
      `${JSON.stringify(transcript, undefined, 2)}\n`,
    );
    written += 1;
  }
  const others = report.verdicts.length - written;
  process.stdout.write(
    `${written} transcripts in ${resolve(folder)}; ${others} scenarios gave none (not verifiable there, failed, or on a pipeline)\n`,
  );
  process.exitCode = report.verdicts.some(({ outcome }) => outcome === 'failed') ? 1 : 0;
}

/** Long enough to tell sentences apart, short enough for every file system. */
const fileNameOf = (sentence: string): string =>
  sentence
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 100);
