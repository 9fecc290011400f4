import { globSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Option, type Command } from 'commander';
import { SafelightError } from '#aws/terms';
import type { TargetChoice } from '../suite/target-choice.ts';
import type { Replay } from '../transcript/replay.ts';
import type { Transcript } from '../transcript/transcript.ts';
import { configFor, configOption, noConfigOption, type ConfigOptions } from './config-options.ts';
import { targetArgument } from './target-argument.ts';

interface ReplayOptions extends ConfigOptions {
  readonly target: TargetChoice;
  readonly json?: boolean;
}

export function addReplay(program: Command): void {
  program
    .command('replay')
    .description('judge a cloud by transcripts of another')
    .argument('<path...>', 'transcripts, or folders of them')
    .addOption(
      new Option('--target <target>', 'embedded, localstack, localstack:IMAGE, aws or a URL')
        .argParser(targetArgument)
        .default({ target: 'embedded' }, 'embedded'),
    )
    .addOption(configOption())
    .addOption(noConfigOption())
    .option('--json', 'answer in JSON')
    .action(replayAll);
}

async function replayAll(
  paths: readonly string[],
  { target: choice, config, json }: ReplayOptions,
): Promise<void> {
  const [{ replayOnGround }, { openGround }, { readTranscript }, { replayText }, judging] = await Promise.all(
    [
      import('../transcript/ground.ts'),
      import('../transcript/open-ground.ts'),
      import('../transcript/transcript.ts'),
      import('../transcript/replay-text.ts'),
      import('../config/judged-run.ts'),
    ],
  );
  const files = (await Promise.all(paths.map(filesOf))).flat();
  if (files.length === 0) {
    throw new SafelightError('ERR_TRANSCRIPT', `There are no transcripts in ${paths.join(', ')}.`, {
      hint: 'Give files or folders that `safelight record` wrote.',
    });
  }
  const transcripts = await Promise.all(
    files.map(async (file) => ({ file, transcript: readTranscript(await readFile(file, 'utf8'), file) })),
  );
  const found = await configFor(config);
  if (found !== undefined) judging.checkDeployed(found, choice.target);
  judging.passOn(found ?? { config: {}, folder: process.cwd() });
  const { region } = found?.config ?? {};
  const ground = await openGround({ ...choice, ...(region !== undefined && { region }) });
  const replayed: { file: string; transcript: Transcript; replay: Replay }[] = [];
  try {
    for (const each of transcripts) {
      const onto = await ground.onto((target) => replayOnGround(each.transcript, target));
      replayed.push({ ...each, replay: onto });
    }
  } finally {
    for (const left of await ground.clear()) process.stderr.write(`${left}\n`);
  }
  process.stdout.write(
    json === true
      ? `${JSON.stringify(replayed.map(({ file, replay: held }) => ({ file, ...held })))}\n`
      : replayText(ground.name, replayed),
  );
  if (replayed.every(({ replay }) => replay.replayed === 0)) {
    throw new SafelightError('ERR_TRANSCRIPT', `Nothing of this could be replayed on ${ground.name}.`, {
      hint: 'Every exchange was left out, for the reasons above; record other scenarios, or replay on another target.',
    });
  }
  process.exitCode = replayed.some(({ replay: { differing } }) => differing.length > 0) ? 1 : 0;
}

async function filesOf(path: string): Promise<readonly string[]> {
  const facts = await stat(path).catch((cause: unknown) => {
    throw new SafelightError('ERR_TRANSCRIPT', `${path} cannot be read.`, {
      hint: 'Give files or folders that `safelight record` wrote.',
      cause,
    });
  });
  if (!facts.isDirectory()) return [path];
  return globSync('**/*.json', { cwd: path })
    .toSorted()
    .map((file) => join(path, file));
}
