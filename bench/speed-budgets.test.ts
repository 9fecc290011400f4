import { expect, test } from 'vitest';
import { comparisons } from './start-up.bench.ts';
import { overBudget, SPEED_BUDGETS } from './speed-budgets.ts';

test('what keeps to its budget is not mentioned; what does not, or was not measured, is', () => {
  const budgets = { quick: 0.5, slow: 0.5, gone: 0.5 };
  const measured = [
    { name: 'quick', ratio: 0.5 },
    { name: 'slow', ratio: 0.4 },
  ];
  expect(overBudget(measured, budgets)).toEqual([
    'slow: 0.400 of the reference, 0.5 at least',
    'gone: not measured',
  ]);
});

test('every budget is of something that the bench measures', () => {
  const names = comparisons.flatMap(({ contenders }) => contenders.map(({ name }) => name));
  expect(names).toEqual(Object.keys(SPEED_BUDGETS));
});
