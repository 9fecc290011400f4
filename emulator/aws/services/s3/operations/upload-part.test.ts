import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { photosClient, refused } from '../testing/client.ts';

const big = { Bucket: 'photos', Key: 'big' };

test('a part’s checksum must be of the upload’s algorithm', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const { UploadId } = await s3.createMultipartUpload({ ...big, ChecksumAlgorithm: 'SHA256' });
  const part = s3.uploadPart({ ...big, UploadId, PartNumber: 1, Body: 'x', ChecksumAlgorithm: 'CRC32' });
  expect(await refused(part)).toEqual({
    status: 400,
    code: 'InvalidRequest',
    message: 'Checksum Type mismatch occurred, expected checksum Type: sha256, actual checksum Type: crc32',
  });
});

test('a part of a composite upload needs a checksum', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud, { requestChecksumCalculation: 'WHEN_REQUIRED' });
  const { UploadId } = await s3.createMultipartUpload({ ...big, ChecksumAlgorithm: 'CRC32' });
  expect(await refused(s3.uploadPart({ ...big, UploadId, PartNumber: 1, Body: 'x' }))).toMatchObject({
    message: 'Checksum Type mismatch occurred, expected checksum Type: crc32, actual checksum Type: null',
  });
});

test('a Content-MD5 that does not fit names both digests in base64', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const { UploadId } = await s3.createMultipartUpload(big);
  const ContentMD5 = Buffer.alloc(16).toString('base64');
  const part = s3.uploadPart({ ...big, UploadId, PartNumber: 1, Body: 'hello world', ContentMD5 });
  expect(await refused(part)).toMatchObject({
    code: 'BadDigest',
    ExpectedDigest: ContentMD5,
    CalculatedDigest: 'XrY7u+Ae7tCTyyK7j1rNww==',
  });
});

test.each([0, 10_001])('part number %i is refused', async (PartNumber) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const { UploadId } = await s3.createMultipartUpload(big);
  expect(await refused(s3.uploadPart({ ...big, UploadId, PartNumber, Body: 'x' }))).toEqual({
    status: 400,
    code: 'InvalidArgument',
    message: 'Part number must be an integer between 1 and 10000, inclusive',
    ArgumentName: 'partNumber',
    ArgumentValue: String(PartNumber),
  });
});

test('an upload that is not there takes no parts', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const part = s3.uploadPart({ ...big, UploadId: 'nonsense', PartNumber: 1, Body: 'x' });
  expect(await refused(part)).toMatchObject({ status: 404, code: 'NoSuchUpload', UploadId: 'nonsense' });
});
