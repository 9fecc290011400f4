import { expect, test } from 'vitest';
import { projectedCost } from './load/projected-cost.ts';
import { allowedAccounts, holdToAccounts, holdToCost, holdToLoopback, holdToSpend } from './rails.ts';

test.each(['http://127.0.0.1:4566', 'http://localhost:4566', 'http://[::1]:4566', 'http://s3.localhost:80'])(
  '%s is this machine',
  (target) => expect(() => holdToLoopback(target, false)).not.toThrow(),
);

test.each([
  'http://10.0.0.7:4566',
  'https://example.com',
  'http://127.example.com',
  'http://localhost.example.com',
])('%s is loaded only when it is asked for', (target) => {
  expect(() => holdToLoopback(target, false)).toThrow(expect.objectContaining({ code: 'ERR_NOT_LOOPBACK' }));
  expect(() => holdToLoopback(target, true)).not.toThrow();
});

test('an account is loaded only when it is on the list', () => {
  const hold = (list?: string) => () =>
    holdToAccounts('123456789012', allowedAccounts({ SAFELIGHT_AWS_ACCOUNTS: list }), 'loaded');
  expect(hold()).toThrow(expect.objectContaining({ code: 'ERR_AWS_NOT_ALLOWED', exitCode: 2 }));
  expect(hold('12345678901')).toThrow(/may not be loaded/);
  expect(hold('000000000000, 123456789012')).not.toThrow();
});

test('a run on AWS is agreed to, and within the budget', () => {
  expect(() => holdToCost(0.2, false, {})).toThrow(expect.objectContaining({ code: 'ERR_AWS_CONSENT' }));
  expect(() => holdToCost(0.2, true, {})).not.toThrow();
  expect(() => holdToCost(1.2, true, {})).toThrow(expect.objectContaining({ code: 'ERR_AWS_BUDGET' }));
  expect(() => holdToCost(1.2, true, { SAFELIGHT_AWS_BUDGET: '2' })).not.toThrow();
  expect(() => holdToCost(1.2, true, { SAFELIGHT_AWS_BUDGET: 'much' })).toThrow(/may be spent/);
  expect(() => holdToCost(Number.NaN, true, {})).toThrow(expect.objectContaining({ code: 'ERR_AWS_BUDGET' }));
});

test('a budget that was given for a run outranks the one of the environment', () => {
  expect(() => holdToSpend(0.2, { SAFELIGHT_AWS_BUDGET: '5' }, 0.1)).toThrow(/\$0\.10 may be spent/);
});

test('a thousand uploads cost what their requests, bytes and invocations cost', () => {
  const usd = projectedCost('ingest', 'steady', { rate: 10, seconds: 100 }, 204_800, 'us-east-1');
  // 1,000 PUTs at $0.005, 1,500 queue requests at $0.40 a million, 0.19 GB kept for a month at $0.023.
  expect(usd).toBeCloseTo(0.005 + 0.0006 + (204_800_000 / 2 ** 30) * 0.023, 6);
});
