import { expect, test } from 'vitest';
import { readSummary, valueOf } from './summary.ts';

test('both shapes of a summary give the same percentile under the same name', () => {
  const values = { count: 2, 'p(95)': 4.5 };
  const classic = readSummary(JSON.stringify({ metrics: { time: { type: 'trend', values } } }));
  const machine = readSummary(
    JSON.stringify({ results: { metrics: [{ name: 'time', values: { count: 2, p95: 4.5 } }] } }),
  );
  expect(classic).toEqual(machine);
  expect(valueOf(machine, 'time', 'p(95)')).toBe(4.5);
  expect(valueOf(machine, 'other', 'p(95)')).toBeUndefined();
});

test('a threshold that was crossed is told by metric and expression', () => {
  const metric = { values: { rate: 0.9 }, thresholds: { 'rate==1': { ok: false } } };
  expect(readSummary(JSON.stringify({ metrics: { checks: metric } })).thresholds).toEqual([
    { metric: 'checks', expression: 'rate==1', holds: false },
  ]);
});

test.each(['', 'null', '[]', '{"total":1}'])('%j is no summary', (text) => {
  expect(() => readSummary(text)).toThrow(expect.objectContaining({ code: 'ERR_K6_SUMMARY' }));
});
