import { crc32, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { compressed, preferred } from './compression.ts';
import type { WireRequest } from '../../wire/message.ts';

test.for([
  ['gzip', 'gzip'],
  ['gzip, deflate', 'gzip'],
  ['deflate, gzip', 'deflate'],
  ['br, identity, DEFLATE', 'deflate'],
  ['gzip;q=0.2, deflate;q=0.7', 'deflate'],
  ['gzip; q = 0.7 , deflate;q=0.2', 'gzip'],
  ['*', 'gzip'],
  ['*, deflate', 'deflate'],
  ['*, gzip;q=0.7', 'deflate'],
  ['*;q=0.2, identity', 'gzip'],
  ['gzip;q=9, deflate;q=8', 'gzip'],
  ['deflate;q=0.9, gzip;q=much', 'gzip'],
  ['deflate;q=0.7, gzip;q=1;q=0.1', 'gzip'],
  ['gzip;q=0, gzip', 'gzip'],
  ['', undefined],
  ['br, x-gzip', undefined],
  ['identity', undefined],
  ['*;q=0', undefined],
  ['gzip;q=0', undefined],
  ['gzip;q=-1', undefined],
  ['gzip deflate', undefined],
] as const)('of `%s` DynamoDB takes %s', ([accepted, encoding]) => {
  expect(preferred(accepted)).toBe(encoding);
});

test('an answer of 4 KB is compressed, and the checksum is that of what is sent', () => {
  const asked = { headers: { 'accept-encoding': 'gzip' } } as unknown as WireRequest;
  const answer = (bytes: number) => ({
    status: 200,
    headers: { 'x-amz-crc32': '1' },
    body: 'x'.repeat(bytes),
  });
  expect(compressed(asked, answer(4_095))).toEqual(answer(4_095));
  const { headers, body } = compressed(asked, answer(4_096));
  const bytes = body as Buffer;
  expect(gunzipSync(bytes).toString()).toBe('x'.repeat(4_096));
  expect(headers).toEqual({ 'content-encoding': 'gzip', 'x-amz-crc32': String(crc32(bytes)) });
});
