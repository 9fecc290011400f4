import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { digestOf } from './checksums.ts';
import { photosClient } from './testing/client.ts';
import { elements, send } from './testing/raw-request.ts';

const DOCUMENT =
  '<CORSConfiguration><CORSRule><AllowedMethod>GET</AllowedMethod><AllowedOrigin>*</AllowedOrigin></CORSRule></CORSConfiguration>';

const md5 = (text: string): string => createHash('md5').update(text).digest('base64');

test.each([
  [{ 'content-md5': md5(DOCUMENT) }],
  [{ 'x-amz-checksum-crc32': digestOf('CRC32', Buffer.from(DOCUMENT)) }],
  [{ 'x-amz-checksum-sha256': digestOf('SHA256', Buffer.from(DOCUMENT)) }],
])('a document with its digest %j is taken', async (headers) => {
  await using cloud = await createCloud({ clock: 'manual' });
  await photosClient(cloud);
  const put = { method: 'PUT', path: '/photos', query: 'cors=', body: DOCUMENT, headers };
  expect((await send(cloud, put)).status).toBe(200);
});

test('a document that is not what its digest says is refused, and nothing is changed', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const put = (headers: Record<string, string>) =>
    send(cloud, { method: 'PUT', path: '/photos', query: 'cors=', body: DOCUMENT, headers });
  const byMd5 = await put({ 'content-md5': md5('other') });
  expect(elements(byMd5.body).slice(0, 4)).toEqual([
    ['Code', 'BadDigest'],
    ['Message', 'The Content-MD5 you specified did not match what we received.'],
    ['ExpectedDigest', md5('other')],
    ['CalculatedDigest', md5(DOCUMENT)],
  ]);
  const byCrc = await put({ 'x-amz-checksum-crc32': 'AAAAAA==' });
  expect(elements(byCrc.body)[1]).toEqual([
    'Message',
    'The CRC32 you specified did not match the calculated checksum.',
  ]);
  await expect(s3.getBucketCors({ Bucket: 'photos' })).rejects.toMatchObject({
    name: 'NoSuchCORSConfiguration',
  });
});

test('a document that cannot be read is refused before its digest is compared', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await photosClient(cloud);
  const answer = await send(cloud, {
    method: 'PUT',
    path: '/photos',
    query: 'cors=',
    body: '<CORSConfiguration>',
    headers: { 'content-md5': md5('other') },
  });
  expect(elements(answer.body)[0]).toEqual(['Code', 'MalformedXML']);
});

test('a document does not come in chunks with a trailer', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await photosClient(cloud);
  const headers = {
    'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
    'x-amz-trailer': 'x-amz-checksum-crc32',
  };
  for (const raw of [{ method: 'PUT', query: 'cors=', body: DOCUMENT }, { method: 'GET' }]) {
    const answer = await send(cloud, { ...raw, path: '/photos', headers });
    expect(answer.status).toBe(400);
    expect(elements(answer.body).slice(0, 2)).toEqual([
      ['Code', 'InvalidRequest'],
      ['Message', 'The value of x-amz-content-sha256 header is invalid.'],
    ]);
  }
});

const LIST = '<Delete><Object><Key>cat.jpg</Key></Object></Delete>';
const UNREADABLE = '<Delete>';

test.each([
  ['a bucket that is not there', '/nowhere', UNREADABLE, { 'content-md5': 'x' }, 'NoSuchBucket'],
  ['a digest that is none', '/photos', UNREADABLE, { 'content-md5': 'x' }, 'InvalidDigest'],
  ['a digest that is missing', '/photos', UNREADABLE, {}, 'InvalidRequest'],
  ['a list that cannot be read', '/photos', UNREADABLE, { 'content-md5': md5('other') }, 'MalformedXML'],
  ['another digest', '/photos', LIST, { 'content-md5': md5('other') }, 'BadDigest'],
])('of several faults of a list, %s is named first', async (_, path, body, headers, code) => {
  await using cloud = await createCloud({ clock: 'manual' });
  await photosClient(cloud);
  const answer = await send(cloud, { method: 'POST', path, query: 'delete=', body, headers });
  expect(elements(answer.body)[0]).toEqual(['Code', code]);
});
