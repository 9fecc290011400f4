import type { Command } from 'commander';
import { controlClient, type CloudStatus } from '../control-client.ts';
import { endpointOption } from './options.ts';

export function addStatus(program: Command): void {
  program
    .command('status')
    .description('say what runs, where, and how it fares')
    .addOption(endpointOption())
    .option('--json', 'print one line of JSON')
    .action(async ({ endpoint, json }: { endpoint: string; json?: boolean }) => {
      const status = await controlClient(endpoint).status();
      process.stdout.write(json ? `${JSON.stringify(status)}\n` : describe(status));
    });
}

function describe(status: CloudStatus): string {
  const rows: readonly (readonly [string, string])[] = [
    ['safelight', `${status.version}, process ${status.pid}, ${Math.round(status.memory / 2 ** 20)} MiB`],
    ['endpoint', status.endpoint],
    ...Object.entries(status.about),
    ['account', `${status.accountId} in ${status.region}`],
    ['time', status.clock.now],
    ['services', status.services.join(', ')],
    ['deliveries', `${status.pendingDeliveries} pending`],
    ['defects', String(status.defects)],
  ];
  return rows.map(([name, value]) => `${name.padEnd(11)} ${value}\n`).join('');
}
