import type { Command } from 'commander';
import { SafelightError } from '#aws/terms';
import { controlClient, type ClockRequest, type ClockStatus } from '../control-client.ts';
import { parseDuration } from './duration.ts';
import { endpointOption } from './options.ts';

interface ClockOptions {
  readonly endpoint: string;
  readonly json?: boolean;
}

const DESCRIPTION = 'read or move the time of a running cloud';

export function addClock(program: Command): void {
  const clock = program.command('clock').description(DESCRIPTION);
  const add = (
    name: string,
    description: string,
    request: (value: string) => ClockRequest | undefined,
  ): void => {
    clock
      .command(name, name === 'now' ? { isDefault: true } : {})
      .description(description)
      .addOption(endpointOption())
      .option('--json', 'print one line of JSON')
      .action(async (...given: unknown[]) => {
        const value = typeof given[0] === 'string' ? given[0] : '';
        const options = given.at(-2) as ClockOptions;
        print(await controlClient(options.endpoint).clock(request(value)), options);
      });
  };
  add('now', 'print emulated time', () => undefined);
  add('advance <duration>', 'let time pass, running what falls due: 91d, 1h30m, 300s', (text) => ({
    advance: parseDuration(text),
  }));
  add('set <time>', 'move to an instant: 2027-01-01T00:00:00Z', (text) => ({ set: instant(text) }));
  add('freeze', 'stop time', () => ({ freeze: true }));
  add('resume', 'let time pass again', () => ({ resume: true }));
  add('scale <factor>', 'let time pass faster or slower: 3600 is an hour in a second', (text) => ({
    scale: factor(text),
  }));
}

function instant(text: string): string {
  if (!Number.isNaN(Date.parse(text))) return new Date(text).toISOString();
  throw new SafelightError('ERR_INSTANT', `${JSON.stringify(text)} is not a time.`, {
    hint: 'Write it as ISO 8601: 2027-01-01T00:00:00Z.',
  });
}

function factor(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new SafelightError('ERR_SCALE', `${JSON.stringify(text)} is not a factor.`, {
    hint: 'Write how many seconds shall pass in one: 60, 3600, 0.5. `safelight clock freeze` stops time.',
  });
}

function print(status: ClockStatus, { json }: ClockOptions): void {
  if (json) {
    process.stdout.write(`${JSON.stringify(status)}\n`);
    return;
  }
  const pace = status.rate === 0 ? 'standing still' : status.rate === 1 ? 'real time' : `× ${status.rate}`;
  const next = status.nextDeadline === null ? '' : `, next deadline ${status.nextDeadline}`;
  process.stdout.write(`${status.now}  ${pace}${next}\n`);
}
