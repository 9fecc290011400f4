import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fixedText, literalText, matches, parsePattern } from './pattern.ts';

const values: Readonly<Record<string, string>> = { 'aws:username': 'alice', 'aws:star': '*', 's3:empty': '' };
const lookup = (name: string): string | undefined => values[name];
const fits = (pattern: string, text: string, variables = true): boolean =>
  matches(parsePattern(pattern, variables), text, lookup);

test.each([
  ['*', ''],
  ['*', 'anything/at:all'],
  ['a?c', 'abc'],
  ['arn:aws:s3:::b/*/test/*', 'arn:aws:s3:::b/1///test///object.jpg'],
  ['arn:aws:s3:::b/*/test/*', 'arn:aws:s3:::b//test/object.jpg'],
  ['arn:aws:s3:::b/*/test/*', 'arn:aws:s3:::b/1/test/'],
  ['**a**', 'bab'],
  ['a*b*c', 'aXbYbZc'],
  ['home/${aws:username}/*', 'home/alice/cat.jpg'],
  ['home/${AWS:UserName}', 'home/alice'],
  ["${aws:PrincipalTag/team, 'company-wide'}", 'company-wide'],
  ["${aws:username, 'nobody'}", 'alice'],
  ['${*}${?}${$}', '*?$'],
  ['${aws:star}', '*'],
  ['${s3:empty}', ''],
  ['$x', '$x'],
  ['${unclosed', '${unclosed'],
])('"%s" matches "%s"', (pattern, text) => {
  expect(fits(pattern, text)).toBe(true);
});

test.each([
  ['', 'a'],
  ['a', ''],
  ['a?c', 'ac'],
  ['abc', 'ABC'],
  ['arn:aws:s3:::b/*/test/*', 'arn:aws:s3:::b/1-test/object.jpg'],
  ['arn:aws:s3:::b/*/test/*', 'arn:aws:s3:::b/test/object.jpg'],
  ['arn:aws:s3:::b/*/test/*', 'arn:aws:s3:::b/1/2/test.jpg'],
  ['home/${aws:username}/*', 'home/bob/cat.jpg'],
  ['${aws:star}', 'anything'],
  ['${*}', 'anything'],
  ['${aws:missing}', ''],
  ['${aws:missing}*', 'anything'],
])('"%s" does not match "%s"', (pattern, text) => {
  expect(fits(pattern, text)).toBe(false);
});

test('without variables the dollar and its braces are text', () => {
  expect(fits('${aws:username}', '${aws:username}', false)).toBe(true);
  expect(fits('${aws:username}', 'alice', false)).toBe(false);
});

test('a pattern of many stars takes no longer than its length times the text', () => {
  expect(fits(`${'a*'.repeat(2_000)}b`, 'a'.repeat(4_000))).toBe(false);
});

test('only a text without wildcards and variables is fixed', () => {
  const fixed = (text: string) => fixedText(parsePattern(text, true));
  expect(fixed('arn:aws:s3:::b')).toBe('arn:aws:s3:::b');
  for (const text of ['*', 'a?', '${aws:username}']) expect(fixed(text)).toBeUndefined();
});

test('matching agrees with a regular expression', () => {
  const alphabet = fc.string({ unit: fc.constantFrom('a', 'b', '/', ':'), maxLength: 8 });
  const wild = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '?'), maxLength: 8 });
  fc.assert(
    fc.property(wild, alphabet, (pattern, text) => {
      const expression = pattern.replaceAll('*', '.*').replaceAll('?', '.');
      expect(fits(pattern, text)).toBe(new RegExp(`^${expression}$`, 's').test(text));
    }),
    { numRuns: 2_000 },
  );
});

test('a literal text takes wildcards for themselves', () => {
  expect(literalText(parsePattern('a*${aws:username}?', true), lookup)).toBe('a*alice?');
  expect(literalText(parsePattern('${aws:missing}', true), lookup)).toBeUndefined();
});
