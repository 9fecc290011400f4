import { expect, test } from 'vitest';
import { overSize } from './size-budgets.ts';

test('what keeps to its budget is not mentioned; what does not is, with its figure', () => {
  expect(overSize({ size: 1, unpackedSize: 1, entryCount: 1 })).toEqual([]);
  expect(overSize({ size: 7_900_000, unpackedSize: 1, entryCount: 451 })).toEqual([
    '7900000 bytes packed, less than 7900000 asked',
    '451 files, less than 450 asked',
  ]);
});
