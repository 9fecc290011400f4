import { globSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Option, type Command } from 'commander';
import { SafelightError } from '#aws/terms';
import type { StartTargetOptions } from '../targets/start-target.ts';
import type { Target } from '../targets/target.ts';
import type { Replay } from '../transcript/replay.ts';
import type { Transcript } from '../transcript/transcript.ts';
import { targetArgument } from './target-argument.ts';

interface ReplayOptions {
  readonly target: StartTargetOptions;
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
    .option('--json', 'answer in JSON')
    .action(replayAll);
}

async function replayAll(paths: readonly string[], { target: choice, json }: ReplayOptions): Promise<void> {
  const [{ replay }, { readTranscript }, { startTarget }, { replayText }] = await Promise.all([
    import('../transcript/replay.ts'),
    import('../transcript/transcript.ts'),
    import('../targets/start-target.ts'),
    import('../transcript/replay-text.ts'),
  ]);
  const files = (await Promise.all(paths.map(filesOf))).flat();
  const transcripts = await Promise.all(
    files.map(async (file) => ({ file, transcript: readTranscript(await readFile(file, 'utf8'), file) })),
  );
  await using target = await startTarget({ ...choice, cloud: { clock: 'real' } });
  const replayed: { file: string; transcript: Transcript; replay: Replay }[] = [];
  try {
    for (const each of transcripts) replayed.push({ ...each, replay: await replay(each.transcript, target) });
  } finally {
    await removeMade(target);
  }
  process.stdout.write(
    json === true
      ? `${JSON.stringify(replayed.map(({ file, replay: found }) => ({ file, ...found })))}\n`
      : replayText(target.name, replayed),
  );
  process.exitCode = replayed.some(({ replay: { differing } }) => differing.length > 0) ? 1 : 0;
}

/** A cloud that outlives the replay keeps nothing of it. */
async function removeMade({ name, clients, run }: Target): Promise<void> {
  if (name === 'embedded') return;
  const { findLeftovers, removeLeftovers } = await import('../sweep/sweep.ts');
  const { leftovers } = await findLeftovers(clients, { tagged: false, runs: (other) => other === run });
  const { failed } = await removeLeftovers(leftovers);
  for (const { leftover, reason } of failed) {
    process.stderr.write(`${leftover.kind} ${leftover.name} was not removed: ${reason}\n`);
  }
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
