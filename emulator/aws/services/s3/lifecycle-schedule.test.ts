import { expect, test } from 'vitest';
import { days } from '../../kernel/instant.ts';
import type { LifecycleRuleDocument } from './lifecycle-document.ts';
import { lastWriteDue } from './lifecycle-schedule.ts';

const NOW = Date.UTC(2026, 10, 20);

const bar = (...rules: Partial<LifecycleRuleDocument>[]): number | undefined =>
  lastWriteDue(
    {
      rules: rules.map((rule) => ({ id: 'r', enabled: true, ...rule })),
      minimumSize: 'all_storage_classes_128K',
    },
    NOW,
  );

test.each<[string, Partial<LifecycleRuleDocument>, number | undefined]>([
  ['its expiration', { expiration: { days: 90 } }, NOW - days(90)],
  [
    'the first of its transitions',
    {
      transitions: [
        { days: 60, storageClass: 'GLACIER' },
        { days: 30, storageClass: 'STANDARD_IA' },
      ],
    },
    NOW - days(30),
  ],
  ['what is done to old versions', { noncurrentExpiration: { NoncurrentDays: 7 } }, NOW - days(7)],
  ['a date that has come', { expiration: { date: NOW } }, NOW],
  ['a date to come', { expiration: { date: NOW + 1 } }, undefined],
  ['markers that hide nothing', { expiration: { expiredObjectDeleteMarker: true } }, NOW],
  ['uploads alone', { abort: { DaysAfterInitiation: 1 } }, undefined],
  ['nothing while it is off', { enabled: false, expiration: { days: 1 } }, undefined],
])('a rule on %s says how old the youngest object it can touch is', (_, rule, expected) => {
  expect(bar(rule)).toBe(expected);
});

test('of several rules the most eager decides', () => {
  expect(bar({ expiration: { days: 90 } }, { noncurrentExpiration: { NoncurrentDays: 1 } })).toBe(
    NOW - days(1),
  );
});
