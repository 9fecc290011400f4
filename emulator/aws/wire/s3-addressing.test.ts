import { expect, test } from 'vitest';
import { s3Address } from './s3-addressing.ts';
import { rawRequest } from './testing/requests.ts';

const addressOf = (host: string, path: string): unknown => s3Address(rawRequest({ path, headers: { host } }));

test.each([
  ['127.0.0.1:4566', '/b/k', 'b', 'k'],
  ['[::1]:4566', '/b/k', 'b', 'k'],
  ['localhost:4566', '/b/k', 'b', 'k'],
  ['localhost.localstack.cloud:4566', '/b/k', 'b', 'k'],
  ['s3.localhost.localstack.cloud:4566', '/b/k', 'b', 'k'],
  ['s3.us-east-1.amazonaws.com', '/b/k', 'b', 'k'],
  ['s3-eu-west-1.amazonaws.com', '/b', 'b', undefined],
  ['s3.dualstack.eu-west-1.amazonaws.com', '/b/', 'b', undefined],
  ['s3.amazonaws.com', '/', undefined, undefined],
  ['some.host.internal', '/b/k', 'b', 'k'],
  ['127.0.0.1', '/my.dotted.bucket/k', 'my.dotted.bucket', 'k'],
])('%s%s is path style', (host, path, bucket, key) => {
  expect(addressOf(host, path)).toEqual({ bucket, key, style: 'path' });
});

test.each([
  ['b.s3.localhost.localstack.cloud:4566', 'b'],
  ['b.s3.eu-west-1.localhost.localstack.cloud:443', 'b'],
  ['b.localhost:4566', 'b'],
  ['my.dotted.bucket.localhost', 'my.dotted.bucket'],
  ['b.s3.localhost:4566', 'b'],
  ['b.s3.amazonaws.com', 'b'],
  ['b.s3.us-west-2.amazonaws.com', 'b'],
  ['b.s3-us-west-2.amazonaws.com', 'b'],
  ['b.s3.dualstack.us-west-2.amazonaws.com', 'b'],
  ['b.s3-accelerate.amazonaws.com', 'b'],
  ['my.dotted.bucket.s3.us-west-2.amazonaws.com', 'my.dotted.bucket'],
  ['a.s3.b.s3.us-west-2.amazonaws.com', 'a.s3.b'],
  ['B.S3.Amazonaws.com', 'b'],
])('%s is a virtual host', (host, bucket) => {
  expect(addressOf(host, '/k')).toEqual({ bucket, key: 'k', style: 'virtual-host' });
  expect(addressOf(host, '/')).toEqual({ bucket, key: undefined, style: 'virtual-host' });
});

test.each([
  ['/b//a', '/a'],
  ['/b/a//b', 'a//b'],
  ['/b/./a/../b', './a/../b'],
  ['/b/%2e%2e/x', '../x'],
  ['/b/a+b', 'a+b'],
  ['/b/a%20b%2Bc', 'a b+c'],
  ['/b/file%2Fname', 'file/name'],
  ['/b/file%252Fname', 'file%2Fname'],
  ['/b/%C3%A9/', 'é/'],
  ['/b/a%00%04', 'a\u0000\u0004'],
])('the key of %s is kept exactly', (path, key) => {
  expect(addressOf('127.0.0.1', path)).toMatchObject({ bucket: 'b', key });
});
