import { expect, test } from 'vitest';
import { parseDuration } from './duration.ts';
import { formatDuration } from '../duration-text.ts';

test.each([
  ['91d', 91 * 86_400_000],
  ['1h30m', 5_400_000],
  ['300s', 300_000],
  ['250ms', 250],
  ['1.5h', 5_400_000],
  ['2w', 1_209_600_000],
])('%s is %i milliseconds', (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds);
});

test.each(['', '91', 'd', '-5s', '5 s', '1h30', '1h30m!', 'P1D'])(
  '%j is refused with what to write instead',
  (text) => {
    expect(() => parseDuration(text)).toThrow(/is not a duration/);
  },
);

test.each([
  [4.123, '4.1 ms'],
  [83.4, '83 ms'],
  [1_250, '1.25 s'],
  [90_000, '1.5 min'],
])('%f ms reads %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});
