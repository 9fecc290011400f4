/** The xxHash family as the SDK v3 sends and checks it, with the implementations that it brings for whoever asks. */
import { Readable } from 'node:stream';
import { Xxh3_128, Xxh3_64, Xxh64 } from '@aws-sdk/checksums/xxh';
import type { CompletedPart, S3 } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { digestOf } from './checksums.ts';
import { photosClient, refused, type Address } from './testing/client.ts';
import { elements, send } from './testing/raw-request.ts';

const XXHASH = ['XXHASH64', 'XXHASH3', 'XXHASH128'] as const;
type Xxhash = (typeof XXHASH)[number];

const a = { Bucket: 'photos', Key: 'a' };
const HELLO = Buffer.from('hello world');

const client = (cloud: Address): Promise<S3> =>
  photosClient(cloud, { checksumAlgorithms: { XXHASH64: Xxh64, XXHASH3: Xxh3_64, XXHASH128: Xxh3_128 } });

async function upload(s3: S3, ChecksumAlgorithm: Xxhash, pieces: readonly Buffer[]) {
  const begun = await s3.createMultipartUpload({ ...a, ChecksumAlgorithm });
  const { UploadId } = begun;
  const Parts: CompletedPart[] = [];
  for (const [index, Body] of pieces.entries()) {
    const PartNumber = index + 1;
    const sent = await s3.uploadPart({ ...a, UploadId, PartNumber, Body, ChecksumAlgorithm });
    const member = `Checksum${ChecksumAlgorithm}` as const;
    Parts.push({ PartNumber, ETag: sent.ETag, [member]: sent[member] });
  }
  return {
    begun,
    Parts,
    done: await s3.completeMultipartUpload({ ...a, UploadId, MultipartUpload: { Parts } }),
  };
}

test.each(XXHASH)('%s in a header and in a trailer is checked, kept, told and listed', async (algorithm) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await client(cloud);
  const member = `Checksum${algorithm}` as const;
  const expected = { [member]: digestOf(algorithm, HELLO), ChecksumType: 'FULL_OBJECT' };
  const held = await s3.putObject({ ...a, Body: HELLO, ChecksumAlgorithm: algorithm });
  expect(held).toMatchObject(expected);
  const Body = Readable.from([HELLO], { objectMode: false });
  const streamed = { ...a, Body, ContentLength: HELLO.length, ChecksumAlgorithm: algorithm };
  expect(await s3.putObject(streamed)).toMatchObject(expected);
  expect(await s3.headObject({ ...a, ChecksumMode: 'ENABLED' })).toMatchObject(expected);
  const got = await s3.getObject({ ...a, ChecksumMode: 'ENABLED' });
  expect([got[member], await got.Body!.transformToString()]).toEqual([expected[member], 'hello world']);
  expect(await s3.getObjectAttributes({ ...a, ObjectAttributes: ['Checksum'] })).toMatchObject({
    Checksum: expected,
  });
  const { Contents } = await s3.listObjectsV2({ Bucket: 'photos' });
  expect(Contents).toMatchObject([{ ChecksumAlgorithm: [algorithm], ChecksumType: 'FULL_OBJECT' }]);
});

test.each(XXHASH)('%s that does not fit is refused, and so is what is none', async (algorithm) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const member = `Checksum${algorithm}` as const;
  const put = (value: string) => refused(s3.putObject({ ...a, Body: HELLO, [member]: value }));
  expect(await put(digestOf(algorithm, Buffer.from('other')))).toEqual({
    status: 400,
    code: 'BadDigest',
    message: `The ${algorithm} you specified did not match the calculated checksum.`,
  });
  expect(await put('AAAAAA==')).toMatchObject({
    code: 'InvalidRequest',
    message: `Value for x-amz-checksum-${algorithm.toLowerCase()} header is invalid.`,
  });
});

test.each(XXHASH)('%s of a copy is computed anew', async (ChecksumAlgorithm) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.putObject({ ...a, Body: HELLO });
  const copy = { Bucket: 'photos', Key: 'copy' };
  const { CopyObjectResult } = await s3.copyObject({ ...copy, CopySource: 'photos/a', ChecksumAlgorithm });
  const expected = {
    [`Checksum${ChecksumAlgorithm}`]: digestOf(ChecksumAlgorithm, HELLO),
    ChecksumType: 'FULL_OBJECT',
  };
  expect(CopyObjectResult).toMatchObject(expected);
  expect(await s3.headObject({ ...copy, ChecksumMode: 'ENABLED' })).toMatchObject(expected);
});

test.each(XXHASH)('%s of an upload is composed of its parts’', async (algorithm) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await client(cloud);
  const member = `Checksum${algorithm}` as const;
  const pieces = [Buffer.alloc(5 * 1024 ** 2, 'first'), Buffer.from('second')];
  const { begun, Parts, done } = await upload(s3, algorithm, pieces);
  expect(begun).toMatchObject({ ChecksumAlgorithm: algorithm, ChecksumType: 'COMPOSITE' });
  const values = pieces.map((piece) => digestOf(algorithm, piece));
  expect(Parts.map((part) => part[member])).toEqual(values);
  const composed = digestOf(algorithm, Buffer.concat(values.map((value) => Buffer.from(value, 'base64'))));
  expect(done).toMatchObject({ [member]: `${composed}-2`, ChecksumType: 'COMPOSITE' });
  const attributes = await s3.getObjectAttributes({ ...a, ObjectAttributes: ['Checksum', 'ObjectParts'] });
  expect(attributes).toMatchObject({
    Checksum: { [member]: composed, ChecksumType: 'COMPOSITE' },
    ObjectParts: { Parts: values.map((value, index) => ({ PartNumber: index + 1, [member]: value })) },
  });
});

test.each(XXHASH)('%s cannot be joined to that of the whole', async (ChecksumAlgorithm) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const begin = s3.createMultipartUpload({ ...a, ChecksumAlgorithm, ChecksumType: 'FULL_OBJECT' });
  expect(await refused(begin)).toMatchObject({
    code: 'InvalidRequest',
    message: `The FULL_OBJECT checksum type cannot be used with the ${ChecksumAlgorithm.toLowerCase()} checksum algorithm.`,
  });
});

test('the elements of an answer stand in the order of the model', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.putObject({ ...a, Body: HELLO });
  const headers = { 'x-amz-copy-source': 'photos/a', 'x-amz-checksum-algorithm': 'XXHASH3' };
  const { body } = await send(cloud, { method: 'PUT', path: '/photos/copy', headers });
  expect(elements(body).map(([name]) => name)).toEqual([
    'LastModified',
    'ETag',
    'ChecksumXXHASH3',
    'ChecksumType',
  ]);
});
