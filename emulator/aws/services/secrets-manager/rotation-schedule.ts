/**
 * When a secret is rotated next. Evidence: Secrets Manager user guide "Rotation schedules" (2026-11).
 *
 * Gaps: `cron()` is refused by name; a rotation happens at the start of its window, whose length is only kept.
 */
import type { RotationRulesType } from '@aws-sdk/client-secrets-manager';
import { notImplemented } from '../../kernel/aws-error.ts';
import { days, hours, type Duration, type Instant } from '../../kernel/instant.ts';
import { checkInput, invalidParameter } from './errors.ts';

const RATE = /^rate\(([1-9]\d{0,3}) (hour|day)s?\)$/;
const SHORTEST = hours(4);
const LONGEST = days(999);

/** @throws AwsError InvalidParameterException, ValidationException, NotImplemented */
export function checkRules(rules: RotationRulesType): void {
  checkInput(rules, {
    AutomaticallyAfterDays: { least: 1, most: 1_000 },
    Duration: { least: 2, most: 3, pattern: '[0-9h]+' },
    ScheduleExpression: { least: 1, most: 256 },
  });
  if (rules.AutomaticallyAfterDays !== undefined && rules.ScheduleExpression !== undefined) {
    throw invalidParameter('You can specify either AutomaticallyAfterDays or ScheduleExpression, not both.');
  }
  if (rules.ScheduleExpression?.startsWith('cron(') === true) {
    throw notImplemented('secrets-manager', 'rotation schedules with cron()');
  }
  const period = periodOf(rules);
  if (period === undefined || period < SHORTEST || period > LONGEST) {
    throw invalidParameter('The rotation schedule is not valid.');
  }
}

function periodOf({ AutomaticallyAfterDays, ScheduleExpression }: RotationRulesType): Duration | undefined {
  if (AutomaticallyAfterDays !== undefined) return Math.min(days(AutomaticallyAfterDays), LONGEST);
  const [, count, unit] = RATE.exec(ScheduleExpression ?? '') ?? [];
  if (count === undefined) return undefined;
  return unit === 'day' ? days(Number(count)) : hours(Number(count));
}

/** @returns `undefined` without rules: then a secret rotates only when somebody asks */
export function nextRotation(rules: RotationRulesType | undefined, now: Instant): Instant | undefined {
  const period = rules === undefined ? undefined : periodOf(rules);
  return period === undefined ? undefined : now + period;
}
