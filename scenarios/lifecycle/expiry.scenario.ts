import { expect } from 'vitest';
import { scenario, type World } from '#harness/vitest';
import { freshBucket } from '../fresh-bucket.ts';

const RULES = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html';
const TRANSITIONS =
  'https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html';
const DAY = 24 * 3600 * 1000;
const NEEDS = ['time-travel'] as const;

type Rules = Parameters<
  Awaited<ReturnType<World['clients']['s3']>>['putBucketLifecycleConfiguration']
>[0]['LifecycleConfiguration'];

async function bucketWith(world: World, LifecycleConfiguration: Rules) {
  const { s3, Bucket } = await freshBucket(world, 'lifecycle');
  await s3.putBucketLifecycleConfiguration({ Bucket, LifecycleConfiguration });
  return { s3, Bucket };
}

scenario(
  'an object expires after its days and not before',
  { source: RULES, needs: NEEDS },
  async (world) => {
    const { s3, Bucket } = await bucketWith(world, {
      Rules: [{ ID: 'old', Status: 'Enabled', Filter: { Prefix: 'tmp/' }, Expiration: { Days: 7 } }],
    });
    await s3.putObject({ Bucket, Key: 'tmp/cat', Body: 'x' });
    await s3.putObject({ Bucket, Key: 'kept/cat', Body: 'x' });
    await world.elapse(6 * DAY);
    await s3.headObject({ Bucket, Key: 'tmp/cat' });
    await world.elapse(3 * DAY);
    await expect(s3.headObject({ Bucket, Key: 'tmp/cat' })).rejects.toMatchObject({ name: 'NotFound' });
    await s3.headObject({ Bucket, Key: 'kept/cat' });
  },
);

scenario(
  'an upload moves to infrequent access after 90 days, and its bytes stay readable',
  { source: TRANSITIONS, needs: NEEDS },
  async (world) => {
    const { s3, Bucket } = await bucketWith(world, {
      Rules: [
        {
          ID: 'ia',
          Status: 'Enabled',
          Filter: { Prefix: 'uploads/' },
          Transitions: [{ Days: 90, StorageClass: 'STANDARD_IA' }],
        },
      ],
    });
    await s3.putObject({ Bucket, Key: 'uploads/cat', Body: 'x'.repeat(200_000) });
    await world.elapse(89 * DAY);
    expect((await s3.headObject({ Bucket, Key: 'uploads/cat' })).StorageClass).toBeUndefined();
    await world.elapse(3 * DAY);
    const moved = await s3.getObject({ Bucket, Key: 'uploads/cat' });
    expect(moved.StorageClass).toBe('STANDARD_IA');
    expect(await moved.Body?.transformToString()).toHaveLength(200_000);
  },
);

scenario(
  'what is smaller than 128 KB does not move',
  { source: TRANSITIONS, needs: NEEDS },
  async (world) => {
    const { s3, Bucket } = await bucketWith(world, {
      Rules: [
        {
          ID: 'ia',
          Status: 'Enabled',
          Filter: { Prefix: '' },
          Transitions: [{ Days: 30, StorageClass: 'STANDARD_IA' }],
        },
      ],
    });
    await s3.putObject({ Bucket, Key: 'thumb', Body: 'small' });
    await world.elapse(40 * DAY);
    expect((await s3.headObject({ Bucket, Key: 'thumb' })).StorageClass).toBeUndefined();
  },
);

scenario('old versions expire, the current one stays', { source: RULES, needs: NEEDS }, async (world) => {
  const { s3, Bucket } = await bucketWith(world, {
    Rules: [
      {
        ID: 'old',
        Status: 'Enabled',
        Filter: { Prefix: '' },
        NoncurrentVersionExpiration: { NoncurrentDays: 30 },
      },
    ],
  });
  await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } });
  await s3.putObject({ Bucket, Key: 'cat', Body: 'old' });
  const { VersionId } = await s3.putObject({ Bucket, Key: 'cat', Body: 'new' });
  await world.elapse(32 * DAY);
  const { Versions = [] } = await s3.listObjectVersions({ Bucket });
  expect(Versions.map((version) => version.VersionId)).toEqual([VersionId]);
});

scenario(
  'an upload in parts that nobody finished is cleaned up',
  { source: RULES, needs: NEEDS },
  async (world) => {
    const { s3, Bucket } = await bucketWith(world, {
      Rules: [
        {
          ID: 'parts',
          Status: 'Enabled',
          Filter: { Prefix: '' },
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
        },
      ],
    });
    await s3.createMultipartUpload({ Bucket, Key: 'cat' });
    await world.elapse(9 * DAY);
    expect((await s3.listMultipartUploads({ Bucket })).Uploads).toBeUndefined();
  },
);

scenario('an object says when it will expire, and by which rule', { source: RULES }, async (world) => {
  const { s3, Bucket } = await bucketWith(world, {
    Rules: [{ ID: 'old', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: 7 } }],
  });
  await s3.putObject({ Bucket, Key: 'cat', Body: 'x' });
  expect((await s3.headObject({ Bucket, Key: 'cat' })).Expiration).toMatch(
    /^expiry-date="\w{3}, \d{2} \w{3} \d{4} 00:00:00 GMT", rule-id="old"$/,
  );
});

scenario('a move to infrequent access before 30 days is refused', { source: TRANSITIONS }, async (world) => {
  const refused = bucketWith(world, {
    Rules: [
      {
        ID: 'soon',
        Status: 'Enabled',
        Filter: { Prefix: '' },
        Transitions: [{ Days: 10, StorageClass: 'STANDARD_IA' }],
      },
    ],
  });
  await expect(refused).rejects.toMatchObject({ name: 'InvalidArgument' });
});

scenario('a bucket without rules says so by name', { source: RULES }, async (world) => {
  const { s3, Bucket } = await freshBucket(world, 'lifecycle');
  await expect(s3.getBucketLifecycleConfiguration({ Bucket })).rejects.toMatchObject({
    name: 'NoSuchLifecycleConfiguration',
  });
});
