/** The SDK v3: what it holds, what it streams in chunks with a trailer, and what it sends in parts. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { CompletedPart } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HOSTILE_KEYS } from '#fixtures';
import { createCloud, type Cloud } from '../../cloud.ts';
import { s3Client } from './testing/client.ts';
import { bytesOf, SIZES } from './testing/programs.ts';

const PART = 5 * 1024 * 1024;

let cloud: Cloud;
beforeAll(async () => {
  cloud = await createCloud();
  await s3Client(cloud).createBucket({ Bucket: 'sdk' });
});
afterAll(() => cloud.close(0));

const md5 = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex');

async function storedMd5(Key: string): Promise<string> {
  const { Body } = await s3Client(cloud).getObject({ Bucket: 'sdk', Key });
  return md5(await Body!.transformToByteArray());
}

test.each(SIZES)('%i bytes come back as they were put, held or streamed', async (size) => {
  const s3 = s3Client(cloud);
  const body = bytesOf(size);
  await s3.putObject({ Bucket: 'sdk', Key: `held ${size}`, Body: body });
  expect(await storedMd5(`held ${size}`)).toBe(md5(body));
  const pieces = Readable.from(piecesOf(body), { objectMode: false });
  const streamed = { Bucket: 'sdk', Key: `streamed ${size}`, Body: pieces, ContentLength: size };
  await s3.putObject(streamed);
  expect(await storedMd5(`streamed ${size}`)).toBe(md5(body));
});

function* piecesOf(body: Buffer): Generator<Buffer> {
  for (let at = 0; at < body.length; at += 100_003) yield body.subarray(at, at + 100_003);
}

test.each(SIZES.filter((size) => size > 0))('%i bytes in parts make one object', async (size) => {
  const s3 = s3Client(cloud);
  const body = bytesOf(size);
  const parted = { Bucket: 'sdk', Key: `parts ${size}` };
  const { UploadId } = await s3.createMultipartUpload(parted);
  const Parts: CompletedPart[] = [];
  for (let at = 0; at < size; at += PART) {
    const PartNumber = Parts.length + 1;
    const Body = body.subarray(at, at + PART);
    const { ETag } = await s3.uploadPart({ ...parted, UploadId, PartNumber, Body });
    Parts.push({ PartNumber, ETag });
  }
  await s3.completeMultipartUpload({ ...parted, UploadId, MultipartUpload: { Parts } });
  expect(await storedMd5(parted.Key)).toBe(md5(body));
});

test('every hostile key is put, copied, read and deleted', async () => {
  const s3 = s3Client(cloud);
  for (const { key } of HOSTILE_KEYS) {
    await s3.putObject({ Bucket: 'sdk', Key: key, Body: key });
    const CopySource = `sdk/${encodeURIComponent(key)}`;
    await s3.copyObject({ Bucket: 'sdk', Key: 'copy', CopySource });
    expect(await storedMd5('copy')).toBe(md5(Buffer.from(key)));
    await s3.deleteObject({ Bucket: 'sdk', Key: key });
    await expect(s3.headObject({ Bucket: 'sdk', Key: key })).rejects.toMatchObject({ name: 'NotFound' });
  }
});
