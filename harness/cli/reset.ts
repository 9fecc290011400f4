import type { Command } from 'commander';
import { controlClient } from '../control-client.ts';
import { endpointOption } from './options.ts';

export function addReset(program: Command): void {
  program
    .command('reset')
    .description('forget everything in a running cloud and provision its blueprint anew')
    .addOption(endpointOption())
    .action(async ({ endpoint }: { endpoint: string }) => {
      await controlClient(endpoint).reset();
      process.stdout.write(`${endpoint} is as new.\n`);
    });
}
