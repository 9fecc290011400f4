import { expect, test } from 'vitest';
import { sum } from './money.ts';
import { isMetered, readMeteredMonth } from './metered-month.ts';

const usage = (quantity: number) => ({
  service: 's3',
  usageType: 'Requests',
  operation: 'PutObject',
  resource: 'photos',
  accountId: '0',
  region: 'us-east-1',
  quantity,
});

const thousands = (text: string): number =>
  sum(readMeteredMonth(text, 'file.json').billed.map(({ used }) => used.quantity)).toNumber();

test('the usage of a cloud becomes that of 730 hours', () => {
  const span = { from: '2027-01-01T00:00:00Z', to: '2027-01-01T07:18:00Z' };
  expect(thousands(JSON.stringify({ ...span, usage: [usage(50)] }))).toBeCloseTo(5, 9);
});

test('a load run becomes a month of it', () => {
  const report = { journey: 'upload', pace: { rate: 1, seconds: 3_600 }, cost: { usage: [usage(10)] } };
  expect(thousands(JSON.stringify(report))).toBeCloseTo(7.3, 9);
});

test.each([
  ['{"usage":[]', 'is not JSON'],
  ['{"usage":[{"service":"s3"}],"from":"2027-01-01","to":"2027-01-02"}', 'holds no metered usage'],
  [JSON.stringify({ usage: [usage(-1)], from: '2027-01-01', to: '2027-01-02' }), 'holds no metered usage'],
  [JSON.stringify({ usage: [usage(1)] }), 'does not say for how long'],
  [JSON.stringify({ usage: [usage(1)], from: '2027-01-02', to: '2027-01-02' }), 'does not say for how long'],
])('%s is refused', (text, problem) => {
  expect(isMetered(text)).toBe(true);
  expect(() => readMeteredMonth(text, 'file.json')).toThrow(`file.json ${problem}`);
});
