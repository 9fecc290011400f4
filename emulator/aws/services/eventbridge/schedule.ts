/**
 * When a rule's schedule is due: `rate(5 minutes)` and `cron(0 12 * * ? *)`, in UTC (user guide "Creating a rule that runs
 * on a schedule", 2026-11). A rate counts from the rule's creation.
 */
import { days, hours, minutes, type Duration, type Instant } from '../../kernel/instant.ts';
import { nextOf, readCron, type Cron } from './cron.ts';
import { invalidSchedule } from './errors.ts';

export type Schedule =
  | { readonly kind: 'rate'; readonly period: Duration }
  | { readonly kind: 'cron'; readonly cron: Cron };

const UNITS: Readonly<Record<string, (n: number) => Duration>> = { minute: minutes, hour: hours, day: days };

/** @throws AwsError ValidationException */
export function readSchedule(text: string): Schedule {
  const [, kind, argument = ''] = /^(rate|cron)\((.*)\)$/s.exec(text) ?? [];
  if (kind === 'cron') return { kind, cron: readCron(argument) };
  const [, digits, unit = '', plural] = /^([1-9]\d{0,8}) (minute|hour|day)(s?)$/.exec(argument) ?? [];
  const period = UNITS[unit]?.(Number(digits));
  // "rate(1 minutes)" is refused as "rate(5 minute)" is.
  if (kind !== 'rate' || period === undefined || (digits === '1') === (plural === 's'))
    throw invalidSchedule();
  return { kind, period };
}

/** The first time after an instant; `undefined` when there is none left. */
export const nextAfter = (schedule: Schedule, after: Instant): Instant | undefined =>
  schedule.kind === 'rate' ? after + schedule.period : nextOf(schedule.cron, after);
