import { expect, test } from 'vitest';
import { BoundedPattern, PatternTooSlow } from './bounded-pattern.ts';

test.for([
  ['(a+)+b', 'a'.repeat(50)],
  ['(a|a)*b', 'a'.repeat(50)],
  ['a*a*a*a*a*a*b', 'a'.repeat(5_000)],
  ['.*.*=.*', 'x'.repeat(100_000)],
] as const)('a search that backtracks without end is given up: %s', ([source, text]) => {
  expect(() => new BoundedPattern(source).test(text)).toThrow(PatternTooSlow);
});

test('the next search is a search again', () => {
  const pattern = new BoundedPattern('(a+)+b');
  expect(() => pattern.test('a'.repeat(50))).toThrow(PatternTooSlow);
  expect(pattern.test('aaab')).toBe(true);
  expect(pattern.exec('xaabz')?.slice()).toEqual(['aab', 'aa']);
});

test('searches go on from where the last one ended, as those of a regular expression do', () => {
  const pattern = new BoundedPattern(/(\d)/g);
  expect([pattern.exec('1a2')?.[0], pattern.exec('1a2')?.[0], pattern.exec('1a2')]).toEqual(['1', '2', null]);
});

test('what is no regular expression is a syntax error', () => {
  expect(() => new BoundedPattern('(')).toThrow(SyntaxError);
});
