import { expect } from 'vitest';
import { scenario } from '#harness/vitest';
import { freshBucket } from '../fresh-bucket.ts';

const POLICIES = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html';
const BLOCK = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html';
const NEEDS = ['enforcement'] as const;

const policy = (...Statement: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement });

const denial = (Action: string, Resource: string, Condition?: object) => ({
  Effect: 'Deny',
  Principal: '*',
  Action,
  Resource,
  ...(Condition !== undefined && { Condition }),
});

const publicRead = (Bucket: string) => ({
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: `arn:aws:s3:::${Bucket}/public/*`,
});

scenario('nobody reads an object without a signature', { source: POLICIES, needs: NEEDS }, async (world) => {
  const { s3, Bucket } = await freshBucket(world, 'private');
  await s3.putObject({ Bucket, Key: 'cat', Body: 'meow' });
  const [url = ''] = (await world.presign.get({ Bucket, Key: 'cat' })).split('?');
  expect((await fetch(url)).status).toBe(403);
});

scenario(
  'a new bucket refuses a policy that makes it public',
  { source: BLOCK, needs: NEEDS },
  async (world) => {
    const { s3, Bucket } = await freshBucket(world, 'private');
    await expect(s3.putBucketPolicy({ Bucket, Policy: policy(publicRead(Bucket)) })).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  },
);

scenario(
  'a public prefix is public, and nothing beside it',
  { source: POLICIES, needs: NEEDS },
  async (world) => {
    const { s3, Bucket } = await freshBucket(world, 'public');
    await s3.deletePublicAccessBlock({ Bucket });
    await s3.putBucketPolicy({ Bucket, Policy: policy(publicRead(Bucket)) });
    for (const Key of ['public/cat', 'private/cat']) await s3.putObject({ Bucket, Key, Body: 'meow' });
    const statusOf = async (Key: string): Promise<number> => {
      const [url = ''] = (await world.presign.get({ Bucket, Key })).split('?');
      return (await fetch(url)).status;
    };
    expect(await statusOf('public/cat')).toBe(200);
    expect(await statusOf('private/cat')).toBe(403);
  },
);

scenario('a denial wins over the owner’s own rights', { source: POLICIES, needs: NEEDS }, async (world) => {
  const { s3, Bucket } = await freshBucket(world, 'denied');
  await s3.putObject({ Bucket, Key: 'cat', Body: 'meow' });
  await s3.putBucketPolicy({
    Bucket,
    Policy: policy(denial('s3:DeleteObject', `arn:aws:s3:::${Bucket}/*`)),
  });
  await expect(s3.deleteObject({ Bucket, Key: 'cat' })).rejects.toMatchObject({ name: 'AccessDenied' });
  await s3.headObject({ Bucket, Key: 'cat' });
});

scenario('a denial can ask for a header', { source: POLICIES, needs: NEEDS }, async (world) => {
  const { s3, Bucket } = await freshBucket(world, 'denied');
  const unsealed = { StringNotEquals: { 's3:x-amz-server-side-encryption': 'AES256' } };
  await s3.putBucketPolicy({
    Bucket,
    Policy: policy(denial('s3:PutObject', `arn:aws:s3:::${Bucket}/*`, unsealed)),
  });
  await expect(s3.putObject({ Bucket, Key: 'cat', Body: 'x' })).rejects.toMatchObject({
    name: 'AccessDenied',
  });
  await s3.putObject({ Bucket, Key: 'cat', Body: 'x', ServerSideEncryption: 'AES256' });
});

scenario('a policy that is no JSON is refused', { source: POLICIES }, async (world) => {
  const { s3, Bucket } = await freshBucket(world, 'denied');
  await expect(s3.putBucketPolicy({ Bucket, Policy: '{"Version":' })).rejects.toMatchObject({
    name: 'MalformedPolicy',
  });
});

scenario('a bucket without a policy says so by name', { source: POLICIES }, async (world) => {
  const { s3, Bucket } = await freshBucket(world, 'denied');
  await expect(s3.getBucketPolicy({ Bucket })).rejects.toMatchObject({ name: 'NoSuchBucketPolicy' });
});
