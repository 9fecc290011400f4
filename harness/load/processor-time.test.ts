import { expect, test } from 'vitest';
import { sharesOf } from './processor-time.ts';

test('each part has what it took of the processors between two looks', () => {
  const before = { cloud: 10, functions: 2, k6: 5, beside: 1, others: 100 };
  const now = { cloud: 11, functions: 2, k6: 5.5, beside: 1, others: 100.5 };
  expect(sharesOf(before, now, 1)).toEqual({ cloud: 1, functions: 0, k6: 0.5, beside: 0, others: 0.5 });
});

test('the time of a process that has ended is not the time of others', () => {
  const before = { cloud: 10, functions: 2, k6: 5, beside: 1, others: 100 };
  // All processors together were busy for one second: k6 has ended, and its five seconds are nobody's.
  const now = { cloud: 10.5, functions: 2, k6: 0, beside: 1, others: 105.5 };
  expect(sharesOf(before, now, 1)).toEqual({ cloud: 0.5, functions: 0, k6: 0, beside: 0, others: 0.5 });
});
