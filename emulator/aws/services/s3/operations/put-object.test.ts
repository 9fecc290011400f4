import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { photosClient, refused, strangerClient } from '../testing/client.ts';
import { elements, send } from '../testing/raw-request.ts';

const HELLO = 'hello world';
const HELLO_MD5 = '5eb63bbbe01eeed093cb22bb8f5acdc3';

test('without a checksum S3 computes CRC64NVME, and the answer has no body and no type', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await photosClient(cloud);
  const { status, headers, body } = await send(cloud, { method: 'PUT', path: '/photos/a', body: HELLO });
  expect({ status, body }).toEqual({ status: 200, body: '' });
  expect(headers).toMatchObject({
    etag: `"${HELLO_MD5}"`,
    'x-amz-checksum-crc64nvme': 'jSnVw/bqjr4=',
    'x-amz-checksum-type': 'FULL_OBJECT',
    'x-amz-server-side-encryption': 'AES256',
    'content-length': '0',
    server: 'AmazonS3',
  });
  expect(headers).not.toHaveProperty('content-type');
  expect(headers).not.toHaveProperty('x-amz-version-id');
});

test.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)(
  '%s is checked and kept',
  async (algorithm) => {
    await using cloud = await createCloud({ clock: 'manual' });
    const s3 = await photosClient(cloud);
    const put = await s3.putObject({ Bucket: 'photos', Key: 'a', Body: HELLO, ChecksumAlgorithm: algorithm });
    const head = await s3.headObject({ Bucket: 'photos', Key: 'a', ChecksumMode: 'ENABLED' });
    expect(put[`Checksum${algorithm}`]).toMatch(/^[A-Za-z0-9+/]+=*$/);
    expect(head[`Checksum${algorithm}`]).toBe(put[`Checksum${algorithm}`]);
    expect(head.ChecksumType).toBe('FULL_OBJECT');
  },
);

test('a checksum that does not fit is refused and nothing is kept', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const put = s3.putObject({ Bucket: 'photos', Key: 'a', Body: HELLO, ChecksumCRC32: 'AAAAAA==' });
  expect(await refused(put)).toEqual({
    status: 400,
    code: 'BadDigest',
    message: 'The CRC32 you specified did not match the calculated checksum.',
  });
  expect(await refused(s3.getObject({ Bucket: 'photos', Key: 'a' }))).toMatchObject({ code: 'NoSuchKey' });
});

test('a Content-MD5 that does not fit names the expected digest in hex and the calculated in base64', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const md5 = createHash('md5').update('something else').digest();
  const put = s3.putObject({ Bucket: 'photos', Key: 'a', Body: HELLO, ContentMD5: md5.toString('base64') });
  expect(await refused(put)).toEqual({
    status: 400,
    code: 'BadDigest',
    message: 'The Content-MD5 you specified did not match what we received.',
    ExpectedDigest: md5.toString('hex'),
    CalculatedDigest: Buffer.from(HELLO_MD5, 'hex').toString('base64'),
  });
});

test('a malformed Content-MD5 is refused before a bad checksum header', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await photosClient(cloud);
  const put = (headers: Record<string, string>) =>
    send(cloud, { method: 'PUT', path: '/photos/a', body: HELLO, headers });
  const both = await put({ 'content-md5': 'nonsense', 'x-amz-checksum-crc32': 'nonsense' });
  expect(elements(both.body).slice(0, 3)).toEqual([
    ['Code', 'InvalidDigest'],
    ['Message', 'The Content-MD5 you specified was invalid.'],
    ['Content-MD5', 'nonsense'],
  ]);
  const checksum = await put({ 'x-amz-checksum-crc32': 'nonsense' });
  expect(elements(checksum.body).slice(0, 2)).toEqual([
    ['Code', 'InvalidRequest'],
    ['Message', 'Value for x-amz-checksum-crc32 header is invalid.'],
  ]);
});

test.each([
  [
    { 'x-amz-checksum-crc32': 'DUoRhQ==', 'x-amz-checksum-sha1': 'Kq5sNclPz7QV2+lfQIuc6R7oRu0=' },
    'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
  ],
  [
    { 'x-amz-checksum-crc9': 'AAAA' },
    'The algorithm type you specified in x-amz-checksum- header is invalid.',
  ],
  [
    { 'x-amz-checksum-crc32': 'DUoRhQ==', 'x-amz-checksum-crc9': 'AAAA' },
    'The algorithm type you specified in x-amz-checksum- header is invalid.',
  ],
  [
    { 'x-amz-checksum-crc32': 'AAAA', 'x-amz-sdk-checksum-algorithm': 'SHA1' },
    'Value for x-amz-checksum-crc32 header is invalid.',
  ],
  [
    { 'x-amz-sdk-checksum-algorithm': 'CRC32' },
    'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
  ],
  [{ 'x-amz-sdk-checksum-algorithm': 'CRC9' }, 'Value for x-amz-sdk-checksum-algorithm header is invalid.'],
])('the claim %j is refused', async (headers, message) => {
  await using cloud = await createCloud({ clock: 'manual' });
  await photosClient(cloud);
  const answer = await send(cloud, { method: 'PUT', path: '/photos/a', body: HELLO, headers });
  expect(answer.status).toBe(400);
  expect(elements(answer.body).slice(0, 2)).toEqual([
    ['Code', 'InvalidRequest'],
    ['Message', message],
  ]);
});

test('an algorithm that is declared by an empty header is none', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await photosClient(cloud);
  const headers = { 'x-amz-sdk-checksum-algorithm': '' };
  const { status } = await send(cloud, { method: 'PUT', path: '/photos/a', body: HELLO, headers });
  expect(status).toBe(200);
});

test('chunks of unknown length are refused after a bad checksum header', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await photosClient(cloud);
  const put = (headers: Record<string, string> = {}) =>
    send(cloud, {
      method: 'PUT',
      path: '/photos/a',
      body: HELLO,
      headers: { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', ...headers },
    });
  const checksum = await put({ 'x-amz-checksum-crc32': 'nonsense' });
  expect(elements(checksum.body)[0]).toEqual(['Code', 'InvalidRequest']);
  const length = await put();
  expect(length.status).toBe(411);
  expect(elements(length.body)[0]).toEqual(['Code', 'MissingContentLength']);
});

test('a body that is not the one that was signed is refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await photosClient(cloud);
  const answer = await send(cloud, {
    method: 'PUT',
    path: '/photos/a',
    body: HELLO,
    headers: { 'x-amz-content-sha256': createHash('sha256').update('other').digest('hex') },
  });
  expect(answer.status).toBe(400);
  expect(elements(answer.body)[0]).toEqual(['Code', 'XAmzContentSHA256Mismatch']);
});

test('a streamed body with a trailing checksum arrives as it was, without its framing', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const bytes = Buffer.alloc(200_000, 'safelight');
  const put = await s3.putObject({
    Bucket: 'photos',
    Key: 'a',
    Body: Readable.from([bytes.subarray(0, 70_001), bytes.subarray(70_001)], { objectMode: false }),
    ContentLength: bytes.length,
    ContentEncoding: 'gzip',
  });
  expect(put.ETag).toBe(`"${createHash('md5').update(bytes).digest('hex')}"`);
  const got = await s3.getObject({ Bucket: 'photos', Key: 'a' });
  expect(got.ContentEncoding).toBe('gzip');
  expect(Buffer.from(await got.Body!.transformToByteArray()).equals(bytes)).toBe(true);
});

test('headers and metadata come back as they were given', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const given = {
    CacheControl: 'max-age=60',
    ContentDisposition: 'attachment; filename="a b.txt"',
    ContentLanguage: 'de',
    ContentType: 'text/html; charset=utf-8',
    WebsiteRedirectLocation: '/elsewhere',
    Metadata: { under_score: 'Value', 'user-id': '7' },
  };
  await s3.putObject({ Bucket: 'photos', Key: 'a', Body: '', ...given });
  expect(await s3.headObject({ Bucket: 'photos', Key: 'a' })).toMatchObject(given);
  const { headers } = await send(cloud, {
    method: 'PUT',
    path: '/photos/b',
    headers: { expires: 'whenever' },
  }).then(() => send(cloud, { method: 'HEAD', path: '/photos/b' }));
  expect(headers).toMatchObject({ expires: 'whenever', 'content-type': 'binary/octet-stream' });
});

test('metadata that comes in pieces is joined by commas', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const headers = { 'x-amz-meta-tag': ['sunset', 'beach', 'dog'], 'x-amz-meta-one': '1' };
  expect((await send(cloud, { method: 'PUT', path: '/photos/a', headers })).status).toBe(200);
  const { Metadata } = await s3.headObject({ Bucket: 'photos', Key: 'a' });
  expect(Metadata).toEqual({ tag: 'sunset,beach,dog', one: '1' });
});

test('metadata that headers cannot carry comes back as RFC 2047 words', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await photosClient(cloud);
  const filename = Buffer.from('ünï.jpg').toString('latin1');
  await send(cloud, { method: 'PUT', path: '/photos/a', headers: { 'x-amz-meta-filename': filename } });
  const { headers } = await send(cloud, { method: 'HEAD', path: '/photos/a' });
  expect(headers['x-amz-meta-filename']).toBe('=?UTF-8?Q?=C3=BCn=C3=AF.jpg?=');
});

test.each(['attachment; filename="ünï.jpg"', 'attachment; filename="日本—€.jpg"'])(
  'the disposition %s comes back byte for byte',
  async (text) => {
    await using cloud = await createCloud({ clock: 'manual' });
    const s3 = await photosClient(cloud);
    const disposition = Buffer.from(text).toString('latin1');
    // Node's own client sends such a header only with requests that have no body.
    await s3.putObject({ Bucket: 'photos', Key: 'source', Body: 'photo' });
    const headers = {
      'content-disposition': disposition,
      'x-amz-copy-source': 'photos/source',
      'x-amz-metadata-directive': 'REPLACE',
    };
    expect((await send(cloud, { method: 'PUT', path: '/photos/a', headers })).status).toBe(200);
    const read = await Promise.all(
      ['GET', 'HEAD'].map((method) => send(cloud, { method, path: '/photos/a' })),
    );
    expect(read.map((answer) => answer.headers['content-disposition'])).toEqual([disposition, disposition]);
  },
);

test('two kilobytes of metadata are the most', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const put = (length: number) =>
    s3.putObject({ Bucket: 'photos', Key: 'a', Metadata: { name: 'x'.repeat(length) }, Body: '' });
  await put(2044);
  expect(await refused(put(2045))).toEqual({
    status: 400,
    code: 'MetadataTooLarge',
    message: 'Your metadata headers exceed the maximum allowed metadata size',
    Size: '2049',
    MaxSizeAllowed: '2048',
  });
});

test('a key has at most 1024 bytes', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.putObject({ Bucket: 'photos', Key: 'é'.repeat(512), Body: '' });
  expect(await refused(s3.putObject({ Bucket: 'photos', Key: `${'é'.repeat(512)}a`, Body: '' }))).toEqual({
    status: 400,
    code: 'KeyTooLongError',
    message: 'Your key is too long',
    Size: '1025',
    MaxSizeAllowed: '1024',
  });
});

test('keys are what the path says, dot segments and doubled slashes included', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const keys = ['a/../b', 'a/./b', '/leading', 'a//b', 'a+b c', 'ünï/café', 'file%2Fname', '\u0001', '😀'];
  for (const Key of keys) await s3.putObject({ Bucket: 'photos', Key, Body: Key });
  for (const Key of keys) {
    const { Body } = await s3.getObject({ Bucket: 'photos', Key });
    expect(await Body!.transformToString()).toBe(Key);
  }
  const { Contents } = await s3.listObjectsV2({ Bucket: 'photos', EncodingType: 'url' });
  expect(Contents).toHaveLength(keys.length);
});

test('a storage class that buckets do not have is refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  expect(
    await refused(s3.putObject({ Bucket: 'photos', Key: 'a', StorageClass: 'OUTPOSTS', Body: '' })),
  ).toEqual({
    status: 400,
    code: 'InvalidStorageClass',
    message: 'The storage class you specified is not valid',
    StorageClassRequested: 'OUTPOSTS',
  });
});

test('If-None-Match lets only the first writer in', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const put = (Body: string) => s3.putObject({ Bucket: 'photos', Key: 'a', Body, IfNoneMatch: '*' });
  const outcomes = await Promise.allSettled(['1', '2', '3', '4'].map(put));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await refused(put('5'))).toEqual({
    status: 412,
    code: 'PreconditionFailed',
    message: 'At least one of the pre-conditions you specified did not hold',
    Condition: 'If-None-Match',
  });
});

test('If-Match replaces only what it names', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const put = (IfMatch?: string) =>
    s3.putObject({ Bucket: 'photos', Key: 'a', Body: HELLO, ...(IfMatch && { IfMatch }) });
  expect(await refused(put(HELLO_MD5))).toMatchObject({ status: 404, code: 'NoSuchKey' });
  await put();
  await put(`"${HELLO_MD5}"`);
  expect(await refused(put('"0"'))).toMatchObject({ status: 412, Condition: 'If-Match' });
});

test.each([
  [{ IfNoneMatch: '"abc"' }, 'If-None-Match'],
  [{ IfMatch: '*' }, 'If-Match'],
  [{ IfMatch: '"abc"', IfNoneMatch: '*' }, 'If-Match,If-None-Match'],
])('the condition %j is not implemented on writes', async (conditions, Header) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  expect(await refused(s3.putObject({ Bucket: 'photos', Key: 'a', ...conditions, Body: '' }))).toMatchObject({
    status: 501,
    code: 'NotImplemented',
    message: 'A header you provided implies functionality that is not implemented',
    Header,
  });
});

test('a body needs a length', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await photosClient(cloud);
  const answer = await send(cloud, {
    method: 'PUT',
    path: '/photos/a',
    headers: { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' },
    body: '0\r\n\r\n',
  });
  expect(answer.status).toBe(411);
  expect(elements(answer.body)[0]).toEqual(['Code', 'MissingContentLength']);
});

test('lists are refused where the bucket’s owner owns everything', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const put = (ACL: 'private' | 'bucket-owner-full-control') =>
    s3.putObject({ Bucket: 'photos', Key: 'a', ACL, Body: '' });
  await put('bucket-owner-full-control');
  expect(await refused(put('private'))).toEqual({
    status: 400,
    code: 'AccessControlListNotSupported',
    message: 'The bucket does not allow ACLs',
  });
});

test('asking for a list takes a right of its own', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const Statement = {
    Effect: 'Allow',
    Principal: { AWS: '111122223333' },
    Action: 's3:PutObject',
    Resource: 'arn:aws:s3:::photos/*',
  };
  await s3.putBucketPolicy({ Bucket: 'photos', Policy: JSON.stringify({ Statement }) });
  const stranger = strangerClient(cloud);
  const object = { Bucket: 'photos', Key: 'a', Body: 'x' };
  await stranger.putObject(object);
  const asking = stranger.putObject({ ...object, ACL: 'bucket-owner-full-control' });
  expect(await refused(asking)).toMatchObject({ status: 403, code: 'AccessDenied' });
});

test('replacing an object frees the bytes it had', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  for (const size of [20_000, 30_000]) {
    await s3.putObject({ Bucket: 'photos', Key: 'a', Body: Buffer.alloc(size, size % 251) });
  }
  const { Contents } = await s3.listObjectsV2({ Bucket: 'photos' });
  expect(Contents?.map(({ Size }) => Size)).toEqual([30_000]);
});

test('a chunked transfer that announces no length is refused, for objects and for parts', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const { UploadId } = await s3.createMultipartUpload({ Bucket: 'photos', Key: 'a' });
  for (const query of ['', `partNumber=1&uploadId=${UploadId}`]) {
    const answer = await send(cloud, {
      method: 'PUT',
      path: '/photos/a',
      query,
      headers: { 'transfer-encoding': 'chunked' },
      body: HELLO,
    });
    expect(answer.status).toBe(501);
    expect(elements(answer.body).slice(0, 3)).toEqual([
      ['Code', 'NotImplemented'],
      ['Message', 'A header you provided implies functionality that is not implemented'],
      ['Header', 'Transfer-Encoding'],
    ]);
  }
});
