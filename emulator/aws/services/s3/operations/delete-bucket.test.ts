import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { photosClient, refused } from '../testing/client.ts';

test('an empty bucket goes, and its name is free again', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.deleteBucket({ Bucket: 'photos' });
  expect(await refused(s3.listObjectsV2({ Bucket: 'photos' }))).toEqual({
    status: 404,
    code: 'NoSuchBucket',
    message: 'The specified bucket does not exist',
    BucketName: 'photos',
  });
  await s3.createBucket({ Bucket: 'photos' });
  expect((await s3.listObjectsV2({ Bucket: 'photos' })).KeyCount).toBe(0);
});

test('a bucket with an object stays', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.putObject({ Bucket: 'photos', Key: 'a', Body: '' });
  expect(await refused(s3.deleteBucket({ Bucket: 'photos' }))).toEqual({
    status: 409,
    code: 'BucketNotEmpty',
    message: 'The bucket you tried to delete is not empty',
    BucketName: 'photos',
  });
});

test('a bucket that had versioning stays while a delete marker is left', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.putBucketVersioning({ Bucket: 'photos', VersioningConfiguration: { Status: 'Enabled' } });
  const { VersionId } = await s3.deleteObject({ Bucket: 'photos', Key: 'a' });
  expect(await refused(s3.deleteBucket({ Bucket: 'photos' }))).toMatchObject({
    message: 'The bucket you tried to delete is not empty. You must delete all versions in the bucket.',
  });
  await s3.deleteObject({ Bucket: 'photos', Key: 'a', VersionId });
  await s3.deleteBucket({ Bucket: 'photos' });
});

test('uploads under way go with their bucket', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const upload = { Bucket: 'photos', Key: 'a' };
  const { UploadId } = await s3.createMultipartUpload(upload);
  await s3.uploadPart({ ...upload, UploadId, PartNumber: 1, Body: 'part' });
  await s3.deleteBucket({ Bucket: 'photos' });
  await s3.createBucket({ Bucket: 'photos' });
  expect(await refused(s3.listParts({ ...upload, UploadId }))).toMatchObject({ code: 'NoSuchUpload' });
});
