import { expect, test } from 'vitest';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { createCloud } from '../../../cloud.ts';
import { seconds } from '../../../kernel/instant.ts';
import { photosClient, refused } from '../testing/client.ts';
import { elements, send } from '../testing/raw-request.ts';

const TEN = '0123456789';
const TEN_MD5 = '781e5e245d69b566979b86e28d23f2c7';
const START = Date.UTC(2026, 10, 20, 10, 11, 12, 345);

async function withTen(cloud: Parameters<typeof photosClient>[0]) {
  const s3 = await photosClient(cloud);
  await s3.putObject({ Bucket: 'photos', Key: 'ten', Body: TEN });
  return s3;
}

const ten = { Bucket: 'photos', Key: 'ten' };

test('an object comes with its headers, and without a storage class when it is the standard one', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  await withTen(cloud);
  const { status, headers, body } = await send(cloud, { path: '/photos/ten' });
  expect({ status, body }).toEqual({ status: 200, body: TEN });
  expect(headers).toMatchObject({
    'accept-ranges': 'bytes',
    'content-length': '10',
    etag: `"${TEN_MD5}"`,
    'last-modified': 'Fri, 20 Nov 2026 10:11:12 GMT',
    'x-amz-server-side-encryption': 'AES256',
  });
  expect(headers).not.toHaveProperty('x-amz-storage-class');
  expect(headers).not.toHaveProperty('x-amz-checksum-crc32');
});

test('a storage class other than the standard one is named', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await withTen(cloud);
  await s3.putObject({ ...ten, StorageClass: 'STANDARD_IA', Body: '' });
  expect((await s3.getObject(ten)).StorageClass).toBe('STANDARD_IA');
});

test('a range is answered with 206 and without a checksum', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await withTen(cloud);
  const part = await s3.getObject({ ...ten, Range: 'bytes=2-4', ChecksumMode: 'ENABLED' });
  expect(part).toMatchObject({
    ContentRange: 'bytes 2-4/10',
    ContentLength: 3,
    $metadata: { httpStatusCode: 206 },
  });
  expect(part.ChecksumCRC32).toBeUndefined();
  expect(await part.Body!.transformToString()).toBe('234');
});

test('a range over the whole object is 206 and keeps the checksum', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await withTen(cloud);
  const whole = await s3.getObject({ ...ten, Range: 'bytes=0-100', ChecksumMode: 'ENABLED' });
  expect(whole).toMatchObject({ ContentRange: 'bytes 0-9/10', $metadata: { httpStatusCode: 206 } });
  expect(whole.ChecksumCRC32).toBe('poTHxg==');
});

test('several ranges are answered with the whole object', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await withTen(cloud);
  const whole = await s3.getObject({ ...ten, Range: 'bytes=0-1,4-5' });
  expect(whole.$metadata.httpStatusCode).toBe(200);
  expect(await whole.Body!.transformToString()).toBe(TEN);
});

test('a range past the end is refused with 416', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await withTen(cloud);
  const answer = await send(cloud, { path: '/photos/ten', headers: { range: 'bytes=100-200' } });
  expect(answer.status).toBe(416);
  expect(answer.headers).not.toHaveProperty('content-range');
  expect(elements(answer.body).slice(0, 4)).toEqual([
    ['Code', 'InvalidRange'],
    ['Message', 'The requested range is not satisfiable'],
    ['RangeRequested', 'bytes=100-200'],
    ['ActualObjectSize', '10'],
  ]);
});

test('large objects stream in parts as they do whole', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const bytes = Buffer.alloc(3_000_000);
  for (let at = 0; at < bytes.length; at += 4) bytes.writeUInt32LE(at, at);
  await s3.putObject({ Bucket: 'photos', Key: 'big', Body: bytes });
  const whole = await s3.getObject({ Bucket: 'photos', Key: 'big' });
  expect(bytes.equals(await whole.Body!.transformToByteArray())).toBe(true);
  const part = await s3.getObject({ Bucket: 'photos', Key: 'big', Range: 'bytes=999999-2999998' });
  expect(bytes.subarray(999_999, 2_999_999).equals(await part.Body!.transformToByteArray())).toBe(true);
});

test('a key that is not there names itself, and no Resource', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await photosClient(cloud);
  const answer = await send(cloud, { path: '/photos/no%20such%20key' });
  expect(answer.status).toBe(404);
  expect(answer.body).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<Error>/);
  expect(elements(answer.body).map(([name]) => name)).toEqual([
    'Code',
    'Message',
    'Key',
    'RequestId',
    'HostId',
  ]);
  expect(elements(answer.body)[2]).toEqual(['Key', 'no such key']);
});

test.each([
  [{ IfMatch: `"${TEN_MD5}"` }, 200],
  [{ IfMatch: TEN_MD5 }, 200],
  [{ IfMatch: '*' }, 200],
  [{ IfMatch: '"other"' }, 412],
  [{ IfNoneMatch: '"other"' }, 200],
  [{ IfNoneMatch: `"${TEN_MD5}"` }, 304],
  [{ IfNoneMatch: '*' }, 304],
  [{ IfModifiedSince: new Date(START - seconds(60)) }, 200],
  [{ IfModifiedSince: new Date(START) }, 304],
  [{ IfModifiedSince: new Date(START + seconds(3600)) }, 200],
  [{ IfUnmodifiedSince: new Date(START) }, 200],
  [{ IfUnmodifiedSince: new Date(START - seconds(60)) }, 412],
  [{ IfMatch: `"${TEN_MD5}"`, IfUnmodifiedSince: new Date(START - seconds(60)) }, 200],
  [{ IfNoneMatch: `"${TEN_MD5}"`, IfModifiedSince: new Date(START - seconds(60)) }, 304],
])('the conditions %j are answered with %i', async (conditions, status) => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const s3 = await withTen(cloud);
  const outcome = await s3.getObject({ ...ten, ...conditions }).then(
    ({ $metadata }) => $metadata.httpStatusCode,
    (error: { $metadata: { httpStatusCode: number } }) => error.$metadata.httpStatusCode,
  );
  expect(outcome).toBe(status);
});

test('a 304 has validators and no body', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  await withTen(cloud);
  const answer = await send(cloud, { path: '/photos/ten', headers: { 'if-none-match': `"${TEN_MD5}"` } });
  expect(answer).toMatchObject({ status: 304, body: '' });
  expect(answer.headers).toMatchObject({
    etag: `"${TEN_MD5}"`,
    'last-modified': 'Fri, 20 Nov 2026 10:11:12 GMT',
  });
});

test('the condition that failed is named', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await withTen(cloud);
  expect(await refused(s3.getObject({ ...ten, IfMatch: '"other"' }))).toMatchObject({
    code: 'PreconditionFailed',
    Condition: 'If-Match',
  });
});

test('a part number that cannot be is refused before anybody looks for the key', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await withTen(cloud);
  for (const PartNumber of [-1, 0, 10_001]) {
    expect(await refused(s3.getObject({ ...ten, Key: 'nowhere', PartNumber }))).toMatchObject({
      status: 400,
      code: 'InvalidArgument',
      ArgumentValue: String(PartNumber),
    });
  }
});

test('part one of a plain object is all of it, and there is no part two', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await withTen(cloud);
  const first = await s3.getObject({ ...ten, PartNumber: 1 });
  expect(first).toMatchObject({ ContentRange: 'bytes 0-9/10', $metadata: { httpStatusCode: 206 } });
  expect(first.PartsCount).toBeUndefined();
  expect(await refused(s3.getObject({ ...ten, PartNumber: 2 }))).toEqual({
    status: 416,
    code: 'InvalidPartNumber',
    message: 'The requested partnumber is not satisfiable',
    PartNumberRequested: '2',
    ActualPartCount: '1',
  });
  expect(await refused(s3.getObject({ ...ten, PartNumber: 1, Range: 'bytes=0-1' }))).toMatchObject({
    code: 'InvalidRequest',
    message: 'Cannot specify both Range header and partNumber query parameter',
  });
});

test('a signed query overrides response headers', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await withTen(cloud);
  const got = await s3.getObject({
    ...ten,
    ResponseContentType: 'image/jpeg',
    ResponseContentDisposition: 'attachment; filename="x.jpg"',
    ResponseCacheControl: 'no-store',
    ResponseContentLanguage: 'de',
    ResponseContentEncoding: 'identity',
    ResponseExpires: new Date(START),
  });
  expect(got).toMatchObject({
    ContentType: 'image/jpeg',
    ContentDisposition: 'attachment; filename="x.jpg"',
    CacheControl: 'no-store',
    ContentLanguage: 'de',
    ContentEncoding: 'identity',
    ExpiresString: 'Fri, 20 Nov 2026 10:11:12 GMT',
  });
});

test('a presigned URL is all a reader needs, until it expires', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await withTen(cloud);
  const url = await getSignedUrl(s3, new GetObjectCommand(ten), {
    expiresIn: 60,
    signingDate: new Date(cloud.clock.now()),
  });
  expect(await (await fetch(url)).text()).toBe(TEN);
  await cloud.clock.advance(seconds(61));
  const late = await fetch(url);
  expect(late.status).toBe(403);
  expect(elements(await late.text()).slice(0, 2)).toEqual([
    ['Code', 'AccessDenied'],
    ['Message', 'Request has expired'],
  ]);
});

test('a checksum mode that does not exist is refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await withTen(cloud);
  const answer = await send(cloud, { path: '/photos/ten', headers: { 'x-amz-checksum-mode': 'YES' } });
  expect(elements(answer.body).slice(0, 2)).toEqual([
    ['Code', 'InvalidRequest'],
    ['Message', 'Value for x-amz-checksum-mode header is invalid.'],
  ]);
});

test('a stranger is told nothing about keys', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await withTen(cloud);
  for (const path of ['/photos/ten', '/photos/none']) {
    const answer = await send(cloud, { path, anonymous: true });
    expect(answer.status).toBe(403);
    expect(elements(answer.body).slice(0, 2)).toEqual([
      ['Code', 'AccessDenied'],
      ['Message', 'Access Denied'],
    ]);
  }
});
