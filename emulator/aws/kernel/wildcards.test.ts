import { assert, constantFrom, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { fits, wildcardsOf } from './wildcards.ts';

const unit = constantFrom('a', 'b', '*', '?', '\n');

test('wildcards mean what the regular expression says that they stand for', () => {
  const short = string({ unit, maxLength: 8 });
  assert(
    property(short, short, (pattern, text) => {
      const source = pattern.replaceAll('*', '[^]*').replaceAll('?', '[^]');
      expect(fits(wildcardsOf(pattern, true), text)).toBe(new RegExp(`^${source}$`).test(text));
    }),
    { numRuns: 5_000 },
  );
});

test('a question mark stands for itself where it is no wildcard', () => {
  expect(fits(wildcardsOf('a?', false), 'ab')).toBe(false);
  expect(fits(wildcardsOf('a?', false), 'a?')).toBe(true);
});

test('many wildcards on a long text end', () => {
  expect(fits(wildcardsOf(`${'*a'.repeat(200)}*b`, true), 'a'.repeat(100_000))).toBe(false);
});
