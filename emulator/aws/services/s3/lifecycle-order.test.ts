import { expect, test } from 'vitest';
import type { LifecycleRuleDocument } from './lifecycle-document.ts';
import { checkOrder, isColder } from './lifecycle-order.ts';

const rule = (parts: Partial<LifecycleRuleDocument>): LifecycleRuleDocument => ({
  id: 'r',
  enabled: true,
  filter: { Prefix: 'logs/' },
  ...parts,
});

test('the usual descent is in order', () => {
  expect(() =>
    checkOrder(
      rule({
        transitions: [
          { days: 30, storageClass: 'STANDARD_IA' },
          { days: 90, storageClass: 'GLACIER' },
          { days: 180, storageClass: 'DEEP_ARCHIVE' },
        ],
        expiration: { days: 365 },
      }),
    ),
  ).not.toThrow();
});

test.each([
  [
    { transitions: [{ days: 30, storageClass: 'GLACIER' }], expiration: { days: 30 } },
    "'Days' in the Expiration action for filter '(prefix=logs/)' must be greater than 'Days' in the Transition action",
  ],
  [
    {
      transitions: [
        { days: 60, storageClass: 'STANDARD_IA' },
        { days: 30, storageClass: 'GLACIER' },
      ],
    },
    "'Days' in the 'Transition' action for StorageClass 'GLACIER' for filter '(prefix=logs/)' must be greater than 'Days' in the 'Transition' action for StorageClass 'STANDARD_IA' for filter '(prefix=logs/)'",
  ],
  [
    {
      transitions: [
        { days: 30, storageClass: 'GLACIER' },
        { days: 60, storageClass: 'GLACIER' },
      ],
    },
    "'StorageClass' must be different for 'Transition' actions in same 'Rule' with filter '(prefix=logs/)'",
  ],
  [
    { transitions: [{ days: 30, storageClass: 'GLACIER' }], expiration: { date: 0 } },
    "Found mixed 'Date' and 'Days' based Expiration and Transition actions in lifecycle rule for filter '(prefix=logs/)'",
  ],
  [
    {
      transitions: [
        { days: 30, storageClass: 'STANDARD_IA' },
        { date: 0, storageClass: 'GLACIER' },
      ],
    },
    "Found mixed 'Date' and 'Days' based Transition actions in lifecycle rule for filter '(prefix=logs/)'",
  ],
  [
    {
      noncurrentTransitions: [{ NoncurrentDays: 30, StorageClass: 'GLACIER' }],
      noncurrentExpiration: { NoncurrentDays: 30 },
    },
    "'NoncurrentDays' in the NoncurrentVersionExpiration action for filter '(prefix=logs/)' must be greater than 'NoncurrentDays' in the NoncurrentVersionTransition action",
  ],
] as const)('%j is refused', (parts, message) => {
  expect(() => checkOrder(rule(parts as Partial<LifecycleRuleDocument>))).toThrow(message);
});

test.each([
  ['STANDARD', 'STANDARD_IA', true],
  ['REDUCED_REDUNDANCY', 'STANDARD_IA', true],
  ['STANDARD_IA', 'INTELLIGENT_TIERING', true],
  ['INTELLIGENT_TIERING', 'STANDARD_IA', false],
  ['ONEZONE_IA', 'GLACIER_IR', true],
  ['GLACIER', 'DEEP_ARCHIVE', true],
  ['DEEP_ARCHIVE', 'GLACIER', false],
  ['GLACIER', 'GLACIER', false],
] as const)('from %s to %s: %s', (from, to, may) => {
  expect(isColder(to, from)).toBe(may);
});
