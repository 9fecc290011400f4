import type { Command } from 'commander';
import type { SavedSnapshot } from '#aws';
import { controlClient } from '../control-client.ts';
import { endpointOption } from './options.ts';

interface Options {
  readonly endpoint: string;
  readonly json?: boolean;
  readonly replace?: boolean;
}

export function addSnapshot(program: Command): void {
  const snapshot = program
    .command('snapshot')
    .description('save a running cloud, load it again, list what there is');
  const add = (words: string, description: string): Command =>
    snapshot
      .command(words)
      .description(description)
      .addOption(endpointOption())
      .option('--json', 'print one line of JSON');
  add('save <name>', 'save everything as it is now, under a name')
    .option('--replace', 'let an older snapshot of that name give way')
    .action(async (name: string, { endpoint, json, replace = false }: Options) => {
      const saved = await controlClient(endpoint).saveSnapshot(name, replace);
      process.stdout.write(json ? `${JSON.stringify(saved)}\n` : describe(saved));
    });
  add('load <name>', 'make everything as it was saved, the time included').action(
    async (name: string, { endpoint, json }: Options) => {
      const clock = await controlClient(endpoint).loadSnapshot(name);
      process.stdout.write(
        json ? `${JSON.stringify(clock)}\n` : `${endpoint} is as ${name} was, at ${clock.now}.\n`,
      );
    },
  );
  add('list', 'list the snapshots that can be loaded').action(async ({ endpoint, json }: Options) => {
    const snapshots = await controlClient(endpoint).snapshots();
    process.stdout.write(json ? `${JSON.stringify(snapshots)}\n` : snapshots.map(describe).join(''));
  });
}

const describe = ({ name, at, bytes, version }: SavedSnapshot): string =>
  `${name.padEnd(24)} ${at}  ${(bytes / 2 ** 20).toFixed(1)} MiB  safelight ${version}\n`;
