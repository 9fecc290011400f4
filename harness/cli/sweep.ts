import { Option, type Command } from 'commander';
import type { TargetName } from '../suite/target-choice.ts';
import { parseDuration } from './duration.ts';
import { endpoint } from './options.ts';
import { accounts } from './test.ts';

interface SweepOptions {
  readonly target: Extract<TargetName, 'aws' | 'endpoint'>;
  readonly endpoint?: string;
  readonly account: readonly string[];
  readonly region?: string;
  readonly run?: string;
  readonly olderThan: number;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export function addSweep(program: Command): void {
  program
    .command('sweep')
    .description('remove what runs of the scenarios left on a cloud')
    .addOption(
      new Option('--target <name>', 'which cloud to sweep').choices(['aws', 'endpoint']).default('aws'),
    )
    .option('--endpoint <url>', 'address of the cloud, with --target endpoint', endpoint)
    .option('--account <id>', 'account that may be swept, with --target aws; may be repeated', accounts, [])
    .option('--region <region>', 'region to sweep')
    .option('--run <id>', 'only what this run made, however young it is')
    .option(
      '--older-than <duration>',
      'only of runs that began so long ago',
      parseDuration,
      parseDuration('2h'),
    )
    .option('--dry-run', 'list, and remove nothing')
    .option('--json', 'answer in JSON')
    .action(sweep);
}

async function sweep(options: SweepOptions): Promise<void> {
  const [{ readyTarget }, { findLeftovers, removeLeftovers }, { startOf }] = await Promise.all([
    import('../suite/target-choice.ts'),
    import('../sweep/sweep.ts'),
    import('../targets/run-mark.ts'),
  ]);
  await using ready = await readyTarget(options);
  const { shared } = ready;
  if (shared === undefined) throw new Error('every target that can be swept outlives its runs');
  const { run: asked, olderThan, dryRun = false } = options;
  const isDue = (run: string): boolean => Date.now() - startOf(run) >= olderThan;
  const { leftovers, unseen } = await findLeftovers(shared.clients, { tagged: shared.tagged });
  const due = leftovers.filter(({ run }) => (asked === undefined ? isDue(run) : run === asked));
  const young = asked === undefined ? leftovers.filter(({ run }) => !isDue(run)) : [];
  const { removed, failed } = dryRun
    ? { removed: [], failed: [] }
    : await removeLeftovers(shared.clients, due);
  const listed = (dryRun ? due : removed).map(({ kind, name, run }) => ({ kind, name, run }));
  const kept = failed.map(({ leftover: { kind, name, run }, reason }) => ({ kind, name, run, reason }));
  if (options.json === true) {
    const answer = { [dryRun ? 'found' : 'removed']: listed, failed: kept, young: young.length, unseen };
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  } else {
    const runs = [...new Set(young.map(({ run }) => run))];
    const lines = [
      ...listed.map(({ kind, name }) => `${dryRun ? 'would remove' : 'removed'} ${kind} ${name}`),
      ...kept.map(({ kind, name, reason }) => `kept ${kind} ${name}: ${reason}`),
      ...runs.map(
        (run) =>
          `left alone: what run ${run} made, begun ${new Date(startOf(run)).toISOString()} (--run ${run} removes it)`,
      ),
      ...(shared.tagged ? unseen.map(({ kinds, reason }) => `could not list ${kinds}: ${reason}`) : []),
      `${listed.length} ${dryRun ? 'found' : 'removed'} on ${shared.identity}`,
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
  }
  if (failed.length > 0 || (shared.tagged && unseen.length > 0)) process.exitCode = 1;
}
