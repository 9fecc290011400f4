import { expect } from 'vitest';
import { scenario, type World } from '#harness/vitest';
import { freshBucket } from '../fresh-bucket.ts';

const LIST = 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html';
const PREFIXES = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-prefixes.html';
const DELETE = 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html';

async function bucketOf(world: World, keys: readonly string[]) {
  const { s3, Bucket } = await freshBucket(world, 'list');
  for (const Key of keys) await s3.putObject({ Bucket, Key, Body: 'x' });
  return { s3, Bucket };
}

scenario('keys are listed in the order of their bytes', { source: LIST }, async (world) => {
  const { s3, Bucket } = await bucketOf(world, ['b', 'a', 'B', '10', '9', 'ä']);
  const { Contents = [] } = await s3.listObjectsV2({ Bucket });
  expect(Contents.map(({ Key }) => Key)).toEqual(['10', '9', 'B', 'a', 'b', 'ä']);
});

scenario('pages follow one another without gap or repetition', { source: LIST }, async (world) => {
  const keys = Array.from({ length: 7 }, (_, index) => `cat-${index}`);
  const { s3, Bucket } = await bucketOf(world, keys);
  const seen: (string | undefined)[] = [];
  let ContinuationToken: string | undefined;
  do {
    const page = await s3.listObjectsV2({ Bucket, MaxKeys: 3, ContinuationToken });
    seen.push(...(page.Contents ?? []).map(({ Key }) => Key));
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
  expect(seen).toEqual(keys);
});

scenario('folders are common prefixes, and count as keys', { source: PREFIXES }, async (world) => {
  const { s3, Bucket } = await bucketOf(world, ['a/1', 'a/2', 'b/1', 'top']);
  const { CommonPrefixes, Contents = [], KeyCount } = await s3.listObjectsV2({ Bucket, Delimiter: '/' });
  expect(CommonPrefixes).toEqual([{ Prefix: 'a/' }, { Prefix: 'b/' }]);
  expect(Contents.map(({ Key }) => Key)).toEqual(['top']);
  expect(KeyCount).toBe(3);
});

scenario('a listing starts after the key it is told', { source: LIST }, async (world) => {
  const { s3, Bucket } = await bucketOf(world, ['a', 'b', 'c']);
  const { Contents = [] } = await s3.listObjectsV2({ Bucket, StartAfter: 'a' });
  expect(Contents.map(({ Key }) => Key)).toEqual(['b', 'c']);
});

scenario(
  'many keys are deleted in one request, and absent ones count as deleted',
  { source: DELETE },
  async (world) => {
    const { s3, Bucket } = await bucketOf(world, ['a', 'b']);
    const Objects = ['a', 'b', 'never'].map((Key) => ({ Key }));
    const { Deleted = [], Errors } = await s3.deleteObjects({ Bucket, Delete: { Objects } });
    expect(new Set(Deleted.map(({ Key }) => Key))).toEqual(new Set(['a', 'b', 'never']));
    expect(Errors).toBeUndefined();
  },
);

scenario('a bucket that is not there is told by name', { source: LIST }, async (world) => {
  const s3 = await world.clients.s3();
  await expect(s3.listObjectsV2({ Bucket: world.fresh('never') })).rejects.toMatchObject({
    name: 'NoSuchBucket',
  });
});

scenario('a bucket with objects in it cannot be deleted', { source: LIST }, async (world) => {
  const { s3, Bucket } = await bucketOf(world, ['cat']);
  await expect(s3.deleteBucket({ Bucket })).rejects.toMatchObject({ name: 'BucketNotEmpty' });
});
