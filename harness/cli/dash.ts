import { Option, type Command } from 'commander';
import { hasScreen, openDashboard } from './open-dashboard.ts';
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
      const isScreen = hasScreen() && !plain && !once;
      const ending = new AbortController();
      void untilSignalled().then(() => ending.abort());
      await openDashboard(
        { endpoint, replay, once: once ?? false, form: json ? 'json' : isScreen ? 'screen' : 'plain' },
        ending.signal,
      );
    });
}
