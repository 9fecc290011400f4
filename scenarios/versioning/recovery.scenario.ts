import { expect } from 'vitest';
import { scenario, type World } from '#harness/vitest';
import { freshBucket } from '../fresh-bucket.ts';

const VERSIONING = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html';
const MARKERS = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeleteMarker.html';
const SUSPENDED =
  'https://docs.aws.amazon.com/AmazonS3/latest/userguide/AddingObjectstoVersionSuspendedBuckets.html';

async function versionedBucket(world: World) {
  const { s3, Bucket } = await freshBucket(world, 'versions');
  await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } });
  return { s3, Bucket };
}

scenario('a bucket that never had versions says nothing of them', { source: VERSIONING }, async (world) => {
  const { s3, Bucket } = await freshBucket(world, 'versions');
  expect((await s3.getBucketVersioning({ Bucket })).Status).toBeUndefined();
});

scenario('what was overwritten can be read by its version', { source: VERSIONING }, async (world) => {
  const { s3, Bucket } = await versionedBucket(world);
  const first = await s3.putObject({ Bucket, Key: 'cat', Body: 'first' });
  await s3.putObject({ Bucket, Key: 'cat', Body: 'second' });
  const old = await s3.getObject({ Bucket, Key: 'cat', VersionId: first.VersionId });
  expect(await old.Body?.transformToString()).toBe('first');
});

scenario('what was deleted comes back when its delete marker goes', { source: MARKERS }, async (world) => {
  const { s3, Bucket } = await versionedBucket(world);
  await s3.putObject({ Bucket, Key: 'cat', Body: 'meow' });
  const { DeleteMarker, VersionId } = await s3.deleteObject({ Bucket, Key: 'cat' });
  expect(DeleteMarker).toBe(true);
  await expect(s3.getObject({ Bucket, Key: 'cat' })).rejects.toMatchObject({ name: 'NoSuchKey' });
  await s3.deleteObject({ Bucket, Key: 'cat', VersionId });
  const back = await s3.getObject({ Bucket, Key: 'cat' });
  expect(await back.Body?.transformToString()).toBe('meow');
});

scenario('a version that is deleted by its id is gone for good', { source: VERSIONING }, async (world) => {
  const { s3, Bucket } = await versionedBucket(world);
  const { VersionId } = await s3.putObject({ Bucket, Key: 'cat', Body: 'meow' });
  await s3.deleteObject({ Bucket, Key: 'cat', VersionId });
  const gone = s3.getObject({ Bucket, Key: 'cat', VersionId });
  await expect(gone).rejects.toMatchObject({ name: 'NoSuchVersion' });
  expect((await s3.listObjectVersions({ Bucket })).Versions).toBeUndefined();
});

scenario('a delete marker cannot be read', { source: MARKERS }, async (world) => {
  const { s3, Bucket } = await versionedBucket(world);
  await s3.putObject({ Bucket, Key: 'cat', Body: 'meow' });
  const { VersionId } = await s3.deleteObject({ Bucket, Key: 'cat' });
  await expect(s3.getObject({ Bucket, Key: 'cat', VersionId })).rejects.toMatchObject({
    name: 'MethodNotAllowed',
  });
});

scenario('versions are listed newest first, markers among them', { source: VERSIONING }, async (world) => {
  const { s3, Bucket } = await versionedBucket(world);
  const one = await s3.putObject({ Bucket, Key: 'cat', Body: '1' });
  const two = await s3.putObject({ Bucket, Key: 'cat', Body: '2' });
  const marker = await s3.deleteObject({ Bucket, Key: 'cat' });
  const { Versions = [], DeleteMarkers = [] } = await s3.listObjectVersions({ Bucket });
  expect(Versions.map(({ VersionId }) => VersionId)).toEqual([two.VersionId, one.VersionId]);
  expect(DeleteMarkers).toMatchObject([{ VersionId: marker.VersionId, IsLatest: true }]);
});

scenario(
  'while versioning is suspended new writes replace the version null',
  { source: SUSPENDED },
  async (world) => {
    const { s3, Bucket } = await versionedBucket(world);
    const kept = await s3.putObject({ Bucket, Key: 'cat', Body: 'kept' });
    await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Suspended' } });
    await s3.putObject({ Bucket, Key: 'cat', Body: 'lost' });
    await s3.putObject({ Bucket, Key: 'cat', Body: 'current' });
    const { Versions = [] } = await s3.listObjectVersions({ Bucket });
    expect(Versions.map(({ VersionId }) => VersionId)).toEqual(['null', kept.VersionId]);
  },
);

scenario('a bucket with versions in it is not empty', { source: VERSIONING }, async (world) => {
  const { s3, Bucket } = await versionedBucket(world);
  await s3.putObject({ Bucket, Key: 'cat', Body: 'meow' });
  await s3.deleteObject({ Bucket, Key: 'cat' });
  await expect(s3.deleteBucket({ Bucket })).rejects.toMatchObject({ name: 'BucketNotEmpty' });
});
