import { expect, test } from 'vitest';
import { isBucketName } from './bucket-name.ts';

test.each(['abc', 'my-bucket', 'my.bucket.example', '0a0', 'a'.repeat(63), '1.2.3', 'a-.b'])(
  '%s is a name',
  (name) => {
    expect(isBucketName(name)).toBe(true);
  },
);

test.each([
  'ab',
  'a'.repeat(64),
  'Upper',
  'under_score',
  '-start',
  'end-',
  '.dot',
  'two..dots',
  '192.168.5.4',
  'xn--abc',
  'sthree-abc',
  'abc-s3alias',
  'abc--ol-s3',
  'abc--x-s3',
  'space d',
  'ünï',
])('%s is no name', (name) => {
  expect(isBucketName(name)).toBe(false);
});
