import { expect, test } from 'vitest';
import { toIso } from '../../kernel/instant.ts';
import { nextAfter, readSchedule } from './schedule.ts';

/** The next times, in minutes: `2026-01-01T00:00`. */
function times(expression: string, from: string, count: number): string[] {
  const schedule = readSchedule(expression);
  const found: string[] = [];
  for (let at = nextAfter(schedule, Date.parse(from)); at !== undefined && found.length < count;) {
    found.push(toIso(at).slice(0, 16));
    at = nextAfter(schedule, at);
  }
  return found;
}

test('a rate counts from when it was set', () => {
  expect(times('rate(5 minutes)', '2026-01-01T00:02:30Z', 2)).toEqual([
    '2026-01-01T00:07',
    '2026-01-01T00:12',
  ]);
});

test.each([
  ['cron(0 10 * * ? *)', ['2026-01-01T10:00', '2026-01-02T10:00']],
  ['cron(15 12 * * ? *)', ['2026-01-01T12:15', '2026-01-02T12:15']],
  ['cron(0 18 ? * MON-FRI *)', ['2026-01-01T18:00', '2026-01-02T18:00', '2026-01-05T18:00']],
  ['cron(0 8 1 * ? *)', ['2026-01-01T08:00', '2026-02-01T08:00']],
  ['cron(0/15 * * * ? *)', ['2026-01-01T00:15', '2026-01-01T00:30']],
  ['cron(0/10 * ? * MON-FRI *)', ['2026-01-01T00:10']],
  ['cron(0 9 ? * 2#1 *)', ['2026-01-05T09:00', '2026-02-02T09:00']],
  ['cron(0 9 ? * 6L *)', ['2026-01-30T09:00', '2026-02-27T09:00']],
  ['cron(0 0 L * ? *)', ['2026-01-31T00:00', '2026-02-28T00:00']],
  ['cron(0 0 1W * ? *)', ['2026-02-02T00:00']],
  ['cron(0 0 31W * ? 2026)', ['2026-01-30T00:00', '2026-03-31T00:00']],
  ['cron(0 12 29 2 ? *)', ['2028-02-29T12:00', '2032-02-29T12:00']],
  [
    'cron(0 12 ? * FRI-MON *)',
    ['2026-01-02T12:00', '2026-01-03T12:00', '2026-01-04T12:00', '2026-01-05T12:00'],
  ],
  ['cron(0 12 1 1 ? 2020)', []],
])('%s is due when its fields say', (expression, expected) => {
  expect(times(expression, '2026-01-01T00:00:00Z', Math.max(expected.length, 1))).toEqual(expected);
});

test.each([
  'rate(1 minutes)',
  'rate(5 minute)',
  'rate(0 minutes)',
  'rate(5 seconds)',
  'cron(0 12 * * * *)',
  'cron(0 12 ? * ? *)',
  'cron(0 12 * * ?)',
  'cron(60 12 * * ? *)',
  'cron(0 12 32 * ? *)',
  'cron(a 12 1 * ? *)',
  'at(2026-01-01T00:00:00)',
  'every day',
])('%s is no schedule', (expression) => {
  expect(() => readSchedule(expression)).toThrow('Parameter ScheduleExpression is not valid.');
});
