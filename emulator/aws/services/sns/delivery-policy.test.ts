import { expect, test } from 'vitest';
import { effectivePolicy, retryDelay } from './delivery-policy.ts';

const delays = (protocol: string, policy: string | undefined, topic: string | undefined, count: number) =>
  Array.from({ length: count }, (_, at) => retryDelay(protocol, effectivePolicy(policy, topic), at + 1));

test('an HTTP endpoint is tried three times more, twenty seconds apart', () => {
  expect(delays('http', undefined, undefined, 4)).toEqual([20_000, 20_000, 20_000, undefined]);
});

test('a policy’s phases follow each other: at once, short, growing, long', () => {
  const healthyRetryPolicy = {
    numRetries: 9,
    numNoDelayRetries: 1,
    numMinDelayRetries: 2,
    numMaxDelayRetries: 2,
    minDelayTarget: 10,
    maxDelayTarget: 40,
    backoffFunction: 'linear',
  };
  expect(delays('https', JSON.stringify({ healthyRetryPolicy }), undefined, 10)).toEqual([
    0,
    10_000,
    10_000,
    10_000,
    20_000,
    30_000,
    40_000,
    40_000,
    40_000,
    undefined,
  ]);
});

test('a topic can forbid its subscriptions policies of their own', () => {
  const own = JSON.stringify({ healthyRetryPolicy: { numRetries: 1 } });
  const topic = (disableSubscriptionOverrides: boolean) =>
    JSON.stringify({ http: { defaultHealthyRetryPolicy: { numRetries: 2 }, disableSubscriptionOverrides } });
  expect(delays('http', own, topic(false), 3)).toEqual([20_000, undefined, undefined]);
  expect(delays('http', own, topic(true), 3)).toEqual([20_000, 20_000, undefined]);
});

test('what AWS runs itself is tried for 23 days', () => {
  const all = delays('sqs', undefined, undefined, 100_016);
  expect(all.slice(0, 5)).toEqual([0, 0, 0, 1_000, 1_000]);
  expect(all[14]).toBeCloseTo(20_000);
  expect(all.at(-2)).toBe(20_000);
  expect(all.at(-1)).toBeUndefined();
  const total = all.reduce((sum: number, delay) => sum + (delay ?? 0), 0);
  expect(total / 86_400_000).toBeCloseTo(23.1, 1);
});
