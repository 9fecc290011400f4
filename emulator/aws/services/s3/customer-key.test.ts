import { createCipheriv, createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { S3 } from '@aws-sdk/client-s3';
import { afterEach, expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { opened, sealing } from './customer-cipher.ts';
import { photosClient, refused, s3Client } from './testing/client.ts';
import { takeCustomerKeys } from './testing/customer-keys.ts';
import { elements, send } from './testing/raw-request.ts';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const MIB = 1024 ** 2;
const CAT = { Bucket: 'photos', Key: 'cat' };
const MINE = keyOf(7);
const OTHER = keyOf(8);

function keyOf(byte: number) {
  const key = Buffer.alloc(32, byte);
  return {
    SSECustomerAlgorithm: 'AES256',
    SSECustomerKey: key.toString('base64'),
    SSECustomerKeyMD5: createHash('md5').update(key).digest('base64'),
  };
}

const asSource = (key: ReturnType<typeof keyOf>) => ({
  CopySourceSSECustomerAlgorithm: key.SSECustomerAlgorithm,
  CopySourceSSECustomerKey: key.SSECustomerKey,
  CopySourceSSECustomerKeyMD5: key.SSECustomerKeyMD5,
});

/** A bucket that takes customers' keys. */
async function unblocked(cloud: Cloud): Promise<S3> {
  const s3 = await photosClient(cloud);
  await takeCustomerKeys(s3, 'photos');
  return s3;
}

async function read(s3: S3, input: Parameters<S3['getObject']>[0]): Promise<Buffer> {
  const { Body } = await s3.getObject(input);
  return Buffer.from(await Body!.transformToByteArray());
}

/** Two parts, of five mebibytes and a little. */
async function inParts(s3: S3, parts: readonly Buffer[]): Promise<void> {
  const { UploadId } = await s3.createMultipartUpload({ ...CAT, ...MINE });
  const Parts = [];
  for (const [index, Body] of parts.entries()) {
    const PartNumber = index + 1;
    const { ETag, SSECustomerKeyMD5 } = await s3.uploadPart({ ...CAT, ...MINE, UploadId, PartNumber, Body });
    expect(SSECustomerKeyMD5).toBe(MINE.SSECustomerKeyMD5);
    Parts.push({ ETag, PartNumber });
  }
  await s3.completeMultipartUpload({ ...CAT, UploadId, MultipartUpload: { Parts } });
}

test.each([20, 50_000])(
  '%i bytes under a customer’s key are not on the disk, nor is the key',
  async (size) => {
    const data = mkdtempSync(join(tmpdir(), 'safelight-sealed-'));
    folders.push(data);
    const body = Buffer.alloc(size, 'nobody reads this on the disk ');
    await using cloud = await createCloud({ data, clock: 'manual' });
    const s3 = await unblocked(cloud);
    await s3.putObject({ ...CAT, Body: body, ...MINE });
    await s3.putObject({ Bucket: 'photos', Key: 'plain', Body: `plain ${body.toString()}` });
    const kept = Buffer.concat(
      readdirSync(data, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name))),
    );
    expect(kept.includes(`plain ${body.subarray(0, 20).toString()}`)).toBe(true);
    const start = kept.indexOf(body.subarray(0, 20));
    expect(kept.subarray(start - 6, start).toString()).toBe('plain ');
    for (const secret of [MINE.SSECustomerKey, MINE.SSECustomerKeyMD5, Buffer.alloc(32, 7)]) {
      expect(kept.includes(secret)).toBe(false);
    }
    expect((await read(s3, { ...CAT, ...MINE })).equals(body)).toBe(true);
  },
);

test('what was enciphered before a restart is deciphered after it', async () => {
  const data = mkdtempSync(join(tmpdir(), 'safelight-sealed-'));
  folders.push(data);
  {
    await using cloud = await createCloud({ data, clock: 'manual' });
    await (await unblocked(cloud)).putObject({ ...CAT, Body: 'meow', ...MINE });
  }
  await using cloud = await createCloud({ data, clock: 'manual' });
  const s3 = s3Client(cloud);
  expect((await read(s3, { ...CAT, ...MINE })).toString()).toBe('meow');
  expect(await refused(s3.getObject({ ...CAT, ...OTHER }))).toMatchObject({ status: 403 });
});

test('answers name the algorithm and the key’s MD5, no other encryption, and an ETag that is no MD5', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await unblocked(cloud);
  const said = { SSECustomerAlgorithm: 'AES256', SSECustomerKeyMD5: MINE.SSECustomerKeyMD5 };
  const put = await s3.putObject({ ...CAT, Body: 'hello world', ...MINE });
  const got = await s3.getObject({ ...CAT, ...MINE });
  const head = await s3.headObject({ ...CAT, ...MINE });
  for (const answer of [put, got, head]) {
    expect(answer).toMatchObject(said);
    expect(answer).not.toHaveProperty('ServerSideEncryption');
  }
  expect(put.ETag).toMatch(/^"[0-9a-f]{32}"$/);
  expect(put.ETag).not.toBe('"5eb63bbbe01eeed093cb22bb8f5acdc3"');
  expect(put.ChecksumCRC32).toBe('DUoRhQ==');
  const { Checksum } = await s3.getObjectAttributes({ ...CAT, ...MINE, ObjectAttributes: ['Checksum'] });
  expect(Checksum).toMatchObject({ ChecksumCRC32: 'DUoRhQ==' });
});

test.each(['bytes=0-0', 'bytes=5-40', 'bytes=16-31', 'bytes=1000003-1000035', 'bytes=-17', 'bytes=3-'])(
  'the range %s is deciphered by itself',
  async (Range) => {
    await using cloud = await createCloud({ clock: 'manual' });
    const s3 = await unblocked(cloud);
    const body = Buffer.alloc(3 * MIB + 5, 'safelight ');
    await s3.putObject({ ...CAT, Body: body, ...MINE });
    const [, first = '', last = ''] = /=(\d*)-(\d*)/.exec(Range)!;
    const expected =
      first === '' ? body.subarray(-Number(last)) : body.subarray(Number(first), Number(last || 1e9) + 1);
    expect((await read(s3, { ...CAT, ...MINE, Range })).equals(expected)).toBe(true);
  },
);

test('parts are enciphered one by one and read as one, across their borders and alone', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await unblocked(cloud);
  const parts = [Buffer.alloc(5 * MIB, 'safelight '), Buffer.alloc(33, 'tail ')];
  await inParts(s3, parts);
  const whole = Buffer.concat(parts);
  expect((await read(s3, { ...CAT, ...MINE })).equals(whole)).toBe(true);
  const Range = `bytes=${5 * MIB - 3}-${5 * MIB + 20}`;
  expect(await read(s3, { ...CAT, ...MINE, Range })).toEqual(whole.subarray(5 * MIB - 3, 5 * MIB + 21));
  expect(await read(s3, { ...CAT, ...MINE, PartNumber: 2 })).toEqual(parts[1]);
});

test('no checksum is computed unasked of an upload in parts under a customer’s key', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await unblocked(cloud);
  const { UploadId } = await s3.createMultipartUpload({ ...CAT, ...MINE });
  const { ETag } = await s3.uploadPart({ ...CAT, UploadId, PartNumber: 1, Body: 'x', ...MINE });
  const completed = await s3.completeMultipartUpload({
    ...CAT,
    UploadId,
    MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] },
  });
  expect(completed.ChecksumType).toBeUndefined();
  const got = await s3.getObject({ ...CAT, ...MINE, ChecksumMode: 'ENABLED' });
  expect([got.ChecksumCRC64NVME, got.ChecksumType]).toEqual([undefined, undefined]);
});

test('a part needs the key that its upload was begun with', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await unblocked(cloud);
  await s3.putObject({ Bucket: 'photos', Key: 'plain', Body: 'x' });
  const { UploadId } = await s3.createMultipartUpload({ ...CAT, ...MINE });
  const part = { ...CAT, UploadId, PartNumber: 1 };
  const CopySource = 'photos/plain';
  const none = {
    status: 400,
    code: 'InvalidRequest',
    message:
      'The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters.',
  };
  const wrong = {
    status: 400,
    code: 'InvalidRequest',
    message: 'The provided encryption parameters did not match the ones used originally.',
  };
  expect(await refused(s3.uploadPart({ ...part, Body: 'x' }))).toMatchObject(none);
  expect(await refused(s3.uploadPart({ ...part, Body: 'x', ...OTHER }))).toMatchObject(wrong);
  expect(await refused(s3.uploadPartCopy({ ...part, CopySource }))).toMatchObject(none);
  const plain = await s3.createMultipartUpload(CAT);
  const unwanted = s3.uploadPart({ ...part, UploadId: plain.UploadId, Body: 'x', ...MINE });
  expect(await refused(unwanted)).toMatchObject(none);
  expect(await refused(s3.uploadPartCopy({ ...part, CopySource, ...OTHER }))).toMatchObject(wrong);
  expect((await s3.listParts({ ...CAT, UploadId })).Parts).toBeUndefined();
});

test('a copy deciphers with the source’s key and enciphers with its own', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await unblocked(cloud);
  await s3.putObject({ ...CAT, Body: 'meow', ...MINE });
  const copy = { Bucket: 'photos', Key: 'copy', CopySource: 'photos/cat' };
  expect(await refused(s3.copyObject(copy))).toMatchObject({ status: 400, code: 'InvalidRequest' });
  expect(await refused(s3.copyObject({ ...copy, ...asSource(OTHER) }))).toMatchObject({ status: 403 });
  const changed = await s3.copyObject({ ...copy, ...asSource(MINE), ...OTHER });
  expect(changed.SSECustomerKeyMD5).toBe(OTHER.SSECustomerKeyMD5);
  expect((await read(s3, { Bucket: 'photos', Key: 'copy', ...OTHER })).toString()).toBe('meow');
  await s3.copyObject({ ...copy, ...asSource(MINE) });
  expect((await read(s3, { Bucket: 'photos', Key: 'copy' })).toString()).toBe('meow');
});

test('a part is copied out of one key into another', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await unblocked(cloud);
  await s3.putObject({ Bucket: 'photos', Key: 'source', Body: 'safelight'.repeat(10), ...OTHER });
  const { UploadId } = await s3.createMultipartUpload({ ...CAT, ...MINE });
  const part = { ...CAT, UploadId, PartNumber: 1 };
  const source = { CopySource: 'photos/source', CopySourceRange: 'bytes=9-44', ...asSource(OTHER) };
  const { CopyPartResult } = await s3.uploadPartCopy({ ...part, ...MINE, ...source });
  const Parts = [{ PartNumber: 1, ETag: CopyPartResult?.ETag }];
  await s3.completeMultipartUpload({ ...CAT, UploadId, MultipartUpload: { Parts } });
  expect((await read(s3, { ...CAT, ...MINE })).toString()).toBe('safelight'.repeat(4));
});

test('readers without the key, with another one, or with a needless one are refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await unblocked(cloud);
  await s3.putObject({ ...CAT, Body: 'meow', ...MINE });
  await s3.putObject({ Bucket: 'photos', Key: 'plain', Body: 'x' });
  const reads = [
    (key: object) => s3.getObject({ ...CAT, ...key }),
    (key: object) => s3.getObjectAttributes({ ...CAT, ...key, ObjectAttributes: ['ETag'] }),
  ];
  for (const reading of reads) {
    expect(await refused(reading({}))).toMatchObject({
      status: 400,
      code: 'InvalidRequest',
      message:
        'The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.',
    });
    expect(await refused(reading(OTHER))).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      message:
        'Requests specifying Server Side Encryption with Customer provided keys must provide the correct secret key.',
    });
  }
  expect(await refused(s3.headObject(CAT))).toMatchObject({ status: 400 });
  expect(await refused(s3.headObject({ ...CAT, ...OTHER }))).toMatchObject({ status: 403 });
  expect(await refused(s3.getObject({ Bucket: 'photos', Key: 'plain', ...MINE }))).toMatchObject({
    status: 400,
    code: 'InvalidRequest',
    message: 'The encryption parameters are not applicable to this object.',
  });
});

const PREFIX = 'x-amz-server-side-encryption-customer';
const MALFORMED = 'Requests specifying Server Side Encryption with Customer provided keys must provide';

test.each([
  ['no algorithm', { key: MINE.SSECustomerKey }, `${MALFORMED} a valid encryption algorithm.`],
  ['no key', { algorithm: 'AES256' }, `${MALFORMED} an appropriate secret key.`],
  [
    'an MD5 of something else, though the length is wrong too',
    { algorithm: 'AES256', key: 'c2hvcnQ=', 'key-md5': OTHER.SSECustomerKeyMD5 },
    'The calculated MD5 hash of the key did not match the hash that was provided.',
  ],
  [
    'a key of another length',
    { algorithm: 'AES256', key: 'c2hvcnQ=' },
    'The secret key was invalid for the specified algorithm.',
  ],
])('%s is refused, and nothing is written', async (_fault, fields, message) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await unblocked(cloud);
  const headers = Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [`${PREFIX}-${name}`, value]),
  );
  const answer = await send(cloud, { method: 'PUT', path: '/photos/cat', headers, body: 'x' });
  expect(answer.status).toBe(400);
  expect(elements(answer.body).slice(0, -2)).toEqual([
    ['Code', 'InvalidArgument'],
    ['Message', message],
    ['ArgumentName', 'x-amz-server-side-encryption'],
  ]);
  expect((await s3.listObjectsV2({ Bucket: 'photos' })).KeyCount).toBe(0);
});

test('another algorithm, two kinds of encryption and a blocked bucket are refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await unblocked(cloud);
  const put = (input: object) => s3.putObject({ ...CAT, Body: 'x', ...MINE, ...input });
  expect(await refused(put({ SSECustomerAlgorithm: 'AES128' }))).toEqual({
    status: 400,
    code: 'InvalidEncryptionAlgorithmError',
    message: 'The Encryption request you specified is not valid. Supported value: AES256.',
    ArgumentName: 'x-amz-server-side-encryption',
    ArgumentValue: 'AES128',
  });
  expect(await refused(put({ ServerSideEncryption: 'AES256' }))).toMatchObject({
    status: 400,
    code: 'InvalidArgument',
    message:
      'Server Side Encryption with Customer provided key is incompatible with the encryption method specified',
  });
  await s3.createBucket({ Bucket: 'blocked' });
  expect(await refused(put({ Bucket: 'blocked' }))).toMatchObject({
    status: 403,
    code: 'AccessDenied',
    message: expect.stringContaining(
      'because this bucket has blocked upload requests that specify Server Side Encryption with Customer provided keys (SSE-C)',
    ) as string,
  });
});

test.each([
  ['GET', '/photos/cat', ''],
  ['GET', '/photos', 'list-type=2'],
  ['DELETE', '/photos/cat', ''],
])('%s %s does not take a header that says how to encrypt', async (method, path, query) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.putObject({ ...CAT, Body: 'x' });
  const answer = await send(cloud, {
    method,
    path,
    query,
    headers: { 'x-amz-server-side-encryption': 'AES256' },
  });
  expect(answer.status).toBe(400);
  expect(elements(answer.body).slice(0, 4)).toEqual([
    ['Code', 'InvalidArgument'],
    ['Message', 'x-amz-server-side-encryption header is not supported for this operation.'],
    ['ArgumentName', 'x-amz-server-side-encryption'],
    ['ArgumentValue', 'AES256'],
  ]);
  expect((await s3.headObject(CAT)).ContentLength).toBe(1);
});

test('an object without bytes is read under a customer’s key as any other', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await unblocked(cloud);
  await s3.putObject({ ...CAT, Body: '', ...MINE });
  expect(await read(s3, { ...CAT, ...MINE })).toHaveLength(0);
});

test.each(['0000000f00c0ffee1234', '00c0ffee'.repeat(4), 'f'.repeat(32)])(
  'the bytes of the blob %s are under a counter that begins with its name',
  (blob) => {
    const key = { bytes: Buffer.alloc(32, 7), md5: '' };
    const plain = Buffer.alloc(100, 'safelight ');
    const start = Buffer.from(blob.padEnd(32, '0'), 'hex');
    const sealed = createCipheriv('aes-256-ctr', key.bytes, start).update(plain);
    expect(sealing(key)!(blob)(plain)).toEqual(sealed);
    expect(opened(sealed.subarray(40), key, blob, 40)).toEqual(plain.subarray(40));
  },
);
