import { expect, test } from 'vitest';
import { sameSignature } from './canonical.ts';

test.each([28, 64])('signatures of %i characters are the same when all of them are', (length) => {
  const signature = 'a1'.repeat(length / 2);
  expect(sameSignature(signature, signature.slice())).toBe(true);
  expect(sameSignature(signature, `${signature.slice(0, -1)}2`)).toBe(false);
  expect(sameSignature(signature, signature.slice(1))).toBe(false);
});

test('a character beyond Latin-1 is not the one that its lower byte is', () => {
  const dotless = '\u0131';
  expect(sameSignature('1'.repeat(64), dotless.repeat(64))).toBe(false);
});
