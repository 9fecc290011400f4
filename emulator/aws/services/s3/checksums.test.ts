import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  CHECKSUM_ALGORITHMS,
  checksumText,
  digestOf,
  isChecksumValue,
  newDigest,
  parseChecksum,
} from './checksums.ts';

const HELLO = Buffer.from('hello world');

test('recorded values of "hello world" come out', () => {
  expect(digestOf('CRC32', HELLO)).toBe('DUoRhQ==');
  expect(digestOf('CRC64NVME', HELLO)).toBe('jSnVw/bqjr4=');
  expect(Buffer.from(digestOf('SHA256', HELLO), 'base64').toString('hex')).toBe(
    'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9',
  );
});

test('the CRC32 and CRC64NVME of nothing are the recorded ones', () => {
  expect(digestOf('CRC32', Buffer.alloc(0))).toBe('AAAAAA==');
  expect(digestOf('CRC64NVME', Buffer.alloc(0))).toBe('AAAAAAAAAAA=');
});

test.each(CHECKSUM_ALGORITHMS)('%s in pieces is %s in one', (algorithm) => {
  const digest = newDigest(algorithm);
  for (const byte of HELLO) digest.update(Buffer.from([byte]));
  const value = digest.value();
  expect(value).toBe(digestOf(algorithm, HELLO));
  expect(isChecksumValue(algorithm, value)).toBe(true);
});

test('a value of the wrong length or alphabet is none', () => {
  expect(isChecksumValue('CRC32', 'AAAA')).toBe(false);
  expect(isChecksumValue('CRC32', 'DUoRhQ')).toBe(false);
  expect(isChecksumValue('CRC32', '!UoRhQ==')).toBe(false);
  expect(isChecksumValue('MD5', createHash('md5').update(HELLO).digest('hex'))).toBe(false);
});

test('a checksum survives its record', () => {
  const checksum = { algorithm: 'SHA1', type: 'COMPOSITE', value: 'abc=-3' } as const;
  expect(parseChecksum(checksumText(checksum))).toEqual(checksum);
  expect(parseChecksum(checksumText(undefined))).toBeUndefined();
});
