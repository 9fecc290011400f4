import { Option, type Command } from 'commander';
import { controlClient } from '../control-client.ts';
import { endpointOption } from './options.ts';

interface UsageOptions {
  readonly endpoint: string;
  readonly json?: boolean;
  readonly cur?: boolean;
}

export function addUsage(program: Command): void {
  program
    .command('usage')
    .description('say what a running cloud was used for, as a bill at list prices')
    .addOption(endpointOption())
    .option('--json', 'print one line of JSON')
    .addOption(new Option('--cur', 'print a CSV shaped like an AWS cost and usage report').conflicts('json'))
    .action(async ({ endpoint, json, cur }: UsageOptions) => {
      const [client, { describeUsage }] = [
        controlClient(endpoint),
        await import('../projections/usage-report.ts'),
      ];
      const form = json ? 'json' : cur ? 'cur' : 'text';
      process.stdout.write(await describeUsage(client, form));
    });
}
