import { expect } from 'vitest';
import { scenario, type World } from '#harness/vitest';
import { freshBucket } from '../fresh-bucket.ts';

const LIST = 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html';
const PREFIXES = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-prefixes.html';
const LIST_V1 = 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html';

async function filled(world: World, ...keys: readonly string[]) {
  const { s3, Bucket } = await freshBucket(world, 'listed');
  for (const Key of keys) await s3.putObject({ Bucket, Key, Body: Key });
  return { s3, Bucket };
}

const DATED = [
  'uploads/u1/2026/01/02/a.jpg',
  'uploads/u1/2026/01/03/b.jpg',
  'uploads/u2/2026/01/02/c.jpg',
  'top.txt',
];

scenario('keys are listed in the order of their UTF-8 bytes', { source: LIST }, async (world) => {
  const { s3, Bucket } = await filled(world, 'b', 'a', 'B', 'ä', 'a/1', 'a-1');
  const { Contents = [] } = await s3.listObjectsV2({ Bucket });
  expect(Contents.map(({ Key }) => Key)).toEqual(['B', 'a', 'a-1', 'a/1', 'b', 'ä']);
});

scenario('a delimiter folds what lies below into common prefixes', { source: PREFIXES }, async (world) => {
  const { s3, Bucket } = await filled(world, ...DATED);
  const page = await s3.listObjectsV2({ Bucket, Delimiter: '/' });
  expect(page.CommonPrefixes).toEqual([{ Prefix: 'uploads/' }]);
  expect(page.Contents?.map(({ Key }) => Key)).toEqual(['top.txt']);
  expect(page.KeyCount).toBe(2);
});

scenario('prefix and delimiter together list one folder', { source: PREFIXES }, async (world) => {
  const { s3, Bucket } = await filled(world, ...DATED);
  const { CommonPrefixes, Contents } = await s3.listObjectsV2({ Bucket, Prefix: 'uploads/', Delimiter: '/' });
  expect(CommonPrefixes).toEqual([{ Prefix: 'uploads/u1/' }, { Prefix: 'uploads/u2/' }]);
  expect(Contents).toBeUndefined();
});

scenario(
  'a user’s images are those under the user’s prefix',
  { source: 'PetTracker, keys: uploads/{user_id}/{yyyy}/{mm}/{dd}/…' },
  async (world) => {
    const { s3, Bucket } = await filled(world, ...DATED, 'uploads/u10/x.jpg');
    const { Contents = [] } = await s3.listObjectsV2({ Bucket, Prefix: 'uploads/u1/' });
    expect(Contents.map(({ Key }) => Key)).toEqual(DATED.slice(0, 2));
  },
);

scenario('a listing can start after a key that is not there', { source: LIST }, async (world) => {
  const { s3, Bucket } = await filled(world, 'a', 'c', 'e');
  const { Contents = [] } = await s3.listObjectsV2({ Bucket, StartAfter: 'b' });
  expect(Contents.map(({ Key }) => Key)).toEqual(['c', 'e']);
});

scenario('a page of no keys is not truncated', { source: LIST }, async (world) => {
  const { s3, Bucket } = await filled(world, 'a');
  const page = await s3.listObjectsV2({ Bucket, MaxKeys: 0 });
  expect(page).toMatchObject({ KeyCount: 0, IsTruncated: false });
});

scenario('common prefixes count as one each towards a page', { source: LIST }, async (world) => {
  const { s3, Bucket } = await filled(world, 'a/1', 'a/2', 'b/1', 'c');
  const first = await s3.listObjectsV2({ Bucket, Delimiter: '/', MaxKeys: 2 });
  expect(first.CommonPrefixes).toEqual([{ Prefix: 'a/' }, { Prefix: 'b/' }]);
  expect(first.IsTruncated).toBe(true);
  const rest = await s3.listObjectsV2({
    Bucket,
    Delimiter: '/',
    ContinuationToken: first.NextContinuationToken,
  });
  expect(rest.Contents?.map(({ Key }) => Key)).toEqual(['c']);
});

scenario('a made-up continuation token is refused', { source: LIST }, async (world) => {
  const { s3, Bucket } = await filled(world, 'a');
  await expect(s3.listObjectsV2({ Bucket, ContinuationToken: 'made-up' })).rejects.toMatchObject({
    name: 'InvalidArgument',
  });
});

scenario('the older listing pages by the last key', { source: LIST_V1 }, async (world) => {
  const { s3, Bucket } = await filled(world, 'a', 'b', 'c');
  const first = await s3.listObjects({ Bucket, MaxKeys: 2 });
  const rest = await s3.listObjects({ Bucket, Marker: first.Contents?.at(-1)?.Key });
  expect(rest.Contents?.map(({ Key }) => Key)).toEqual(['c']);
});

scenario(
  'what was deleted is gone from the next listing at once',
  { source: 'https://aws.amazon.com/s3/consistency/' },
  async (world) => {
    const { s3, Bucket } = await filled(world, 'a', 'b');
    await s3.deleteObject({ Bucket, Key: 'a' });
    expect((await s3.listObjectsV2({ Bucket })).Contents?.map(({ Key }) => Key)).toEqual(['b']);
  },
);

scenario('an entry says size, ETag, class and time', { source: LIST }, async (world) => {
  const { s3, Bucket } = await filled(world, 'meow');
  const { Contents: [entry] = [] } = await s3.listObjectsV2({ Bucket });
  expect(entry).toMatchObject({
    Size: 4,
    ETag: '"4a4be40c96ac6314e91d93f38043a634"',
    StorageClass: 'STANDARD',
  });
  expect(Math.abs((entry?.LastModified?.getTime() ?? 0) - world.now())).toBeLessThan(60_000);
});
