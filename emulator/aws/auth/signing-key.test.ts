import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { SigningKey } from './signing-key.ts';

const derived = ['20150830', 'us-east-1', 'iam', 'aws4_request'].reduce<Buffer | string>(
  (key, text) => createHmac('sha256', key).update(text).digest(),
  'AWS4wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
);
const key = SigningKey.derive('wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', '20150830', 'us-east-1', 'iam');

test.each([0, 1, 55, 56, 63, 64, 65, 1_000, 100_000])('signs %i bytes as HMAC-SHA256 does', (length) => {
  const bytes = Buffer.from(Array.from({ length }, (_, i) => (i * 7 + length) % 256));
  const expected = createHmac('sha256', derived).update(bytes).digest('hex');
  expect(key.sign(bytes.toString('latin1'))).toBe(expected);
});
