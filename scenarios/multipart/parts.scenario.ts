import { expect } from 'vitest';
import { scenario, type World } from '#harness/vitest';
import { freshBucket } from '../fresh-bucket.ts';

const PARTS = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html';
const COMPLETE = 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html';
const FIVE_MIB = 5 * 1024 * 1024;

async function upload(world: World, bodies: readonly Uint8Array[]) {
  const { s3, Bucket } = await freshBucket(world, 'parts');
  const place = { Bucket, Key: 'film' };
  const { UploadId } = await s3.createMultipartUpload({ ...place, ContentType: 'video/mp4' });
  const Parts = [];
  for (const [index, Body] of bodies.entries()) {
    const PartNumber = index + 1;
    const { ETag } = await s3.uploadPart({ ...place, UploadId, PartNumber, Body });
    Parts.push({ PartNumber, ETag });
  }
  return { s3, place, UploadId, Parts };
}

scenario(
  'an object of two parts is as long as both and counts them in its ETag',
  { source: PARTS },
  async (world) => {
    const { s3, place, UploadId, Parts } = await upload(world, [new Uint8Array(FIVE_MIB), new Uint8Array(3)]);
    await s3.completeMultipartUpload({ ...place, UploadId, MultipartUpload: { Parts } });
    const { ContentLength, ETag, ContentType } = await s3.headObject(place);
    expect(ContentLength).toBe(FIVE_MIB + 3);
    expect(ETag).toMatch(/^"[\da-f]{32}-2"$/);
    expect(ContentType).toBe('video/mp4');
  },
);

scenario('a part below 5 MiB that is not the last is refused', { source: COMPLETE }, async (world) => {
  const { s3, place, UploadId, Parts } = await upload(world, [new Uint8Array(10), new Uint8Array(3)]);
  const completion = s3.completeMultipartUpload({ ...place, UploadId, MultipartUpload: { Parts } });
  await expect(completion).rejects.toMatchObject({ name: 'EntityTooSmall' });
});

scenario('parts out of order are refused', { source: COMPLETE }, async (world) => {
  const { s3, place, UploadId, Parts } = await upload(world, [new Uint8Array(FIVE_MIB), new Uint8Array(3)]);
  const MultipartUpload = { Parts: Parts.toReversed() };
  const completion = s3.completeMultipartUpload({ ...place, UploadId, MultipartUpload });
  await expect(completion).rejects.toMatchObject({ name: 'InvalidPartOrder' });
});

scenario('a part that was never sent is refused', { source: COMPLETE }, async (world) => {
  const { s3, place, UploadId } = await upload(world, [new Uint8Array(3)]);
  const MultipartUpload = { Parts: [{ PartNumber: 9, ETag: '"4a4be40c96ac6314e91d93f38043a634"' }] };
  const completion = s3.completeMultipartUpload({ ...place, UploadId, MultipartUpload });
  await expect(completion).rejects.toMatchObject({ name: 'InvalidPart' });
});

scenario('an upload that was given up can take no more parts', { source: PARTS }, async (world) => {
  const { s3, place, UploadId } = await upload(world, []);
  await s3.abortMultipartUpload({ ...place, UploadId });
  const late = s3.uploadPart({ ...place, UploadId, PartNumber: 1, Body: 'late' });
  await expect(late).rejects.toMatchObject({ name: 'NoSuchUpload' });
});

scenario('nothing can be read of an upload before it is complete', { source: PARTS }, async (world) => {
  const { s3, place } = await upload(world, [new Uint8Array(3)]);
  await expect(s3.headObject(place)).rejects.toMatchObject({ name: 'NotFound' });
});
