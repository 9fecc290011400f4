import { Option, type Command } from 'commander';
import { endpointOption } from './options.ts';
import { untilSignalled } from './signals.ts';

interface DashOptions {
  readonly endpoint: string;
  readonly plain?: boolean;
  readonly json?: boolean;
  readonly once?: boolean;
  readonly replay?: string;
}

export function addDash(program: Command): void {
  program
    .command('dash')
    .description('watch a running cloud: traffic, pipeline, storage, cost, journeys')
    .addOption(endpointOption())
    .option('--plain', 'print text every two seconds; also what happens without a terminal')
    .addOption(new Option('--json', 'print a line of JSON every two seconds').conflicts('plain'))
    .option('--once', 'print one picture and end')
    .option('--replay <file>', 'show a recorded journal instead of a running cloud')
    .action(async ({ endpoint, plain, json, once, replay }: DashOptions) => {
      // React's development build costs three times the work and remembers every render.
      process.env['NODE_ENV'] ??= 'production';
      const { runDashboard } = await import('../dashboard/run.tsx');
      const isScreen = process.stdout.isTTY && process.stdin.isTTY && !plain && !once;
      const ending = new AbortController();
      void untilSignalled().then(() => ending.abort());
      await runDashboard(
        { endpoint, replay, once: once ?? false, form: json ? 'json' : isScreen ? 'screen' : 'plain' },
        ending.signal,
      );
    });
}
