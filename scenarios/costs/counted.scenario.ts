import { expect } from 'vitest';
import { findBlueprint } from '#harness';
import { imageBytes, IMAGES } from '#fixtures';
import { scenario, type World } from '#harness/vitest';
import { freshBucket } from '../fresh-bucket.ts';

const PRICES = 'https://aws.amazon.com/s3/pricing/';
const CLASSES = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html';
const NEEDS = ['metering'] as const;

/** Requests that a deed adds to the bill, by tier; making the bucket is not part of it. */
async function requestsOf(world: World, Bucket: string, deed: () => Promise<unknown>) {
  const count = () => {
    const tiers = { Tier1: 0, Tier2: 0 };
    for (const {
      usageType,
      usage: { resource, quantity },
    } of world.usage()) {
      if (resource !== Bucket) continue;
      if (usageType === 'Requests-Tier1') tiers.Tier1 += quantity;
      if (usageType === 'Requests-Tier2') tiers.Tier2 += quantity;
    }
    return tiers;
  };
  const before = count();
  await deed();
  const after = count();
  return { Tier1: after.Tier1 - before.Tier1, Tier2: after.Tier2 - before.Tier2 };
}

type S3 = Awaited<ReturnType<World['clients']['s3']>>;

for (const [what, Tier1, Tier2, deed] of [
  [
    'an upload is one request of the dear tier',
    1,
    0,
    (s3: S3, Bucket: string) => s3.putObject({ Bucket, Key: 'b', Body: 'x' }),
  ],
  [
    'a download is one request of the cheap tier',
    0,
    1,
    (s3: S3, Bucket: string) => s3.getObject({ Bucket, Key: 'a' }),
  ],
  [
    'a look at the head costs as much as a download',
    0,
    1,
    (s3: S3, Bucket: string) => s3.headObject({ Bucket, Key: 'a' }),
  ],
  ['a listing is a request of the dear tier', 1, 0, (s3: S3, Bucket: string) => s3.listObjectsV2({ Bucket })],
  [
    'a copy is a request of the dear tier',
    1,
    0,
    (s3: S3, Bucket: string) => s3.copyObject({ Bucket, Key: 'c', CopySource: `${Bucket}/a` }),
  ],
  ['a deletion is free', 0, 0, (s3: S3, Bucket: string) => s3.deleteObject({ Bucket, Key: 'a' })],
] as const) {
  scenario(what, { source: PRICES, needs: NEEDS }, async (world) => {
    const { s3, Bucket } = await freshBucket(world, 'billed');
    await s3.putObject({ Bucket, Key: 'a', Body: 'x' });
    expect(await requestsOf(world, Bucket, () => deed(s3, Bucket))).toEqual({ Tier1, Tier2 });
  });
}

scenario(
  'an upload in parts pays for its beginning, each part and its end',
  { source: PRICES, needs: NEEDS },
  async (world) => {
    const { s3, Bucket } = await freshBucket(world, 'billed');
    const place = { Bucket, Key: 'film' };
    const requests = await requestsOf(world, Bucket, async () => {
      const { UploadId } = await s3.createMultipartUpload(place);
      const { ETag } = await s3.uploadPart({ ...place, UploadId, PartNumber: 1, Body: 'x' });
      await s3.completeMultipartUpload({
        ...place,
        UploadId,
        MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] },
      });
    });
    expect(requests).toEqual({ Tier1: 3, Tier2: 0 });
  },
);

scenario('a thousand keys more are one listing more', { source: PRICES, needs: NEEDS }, async (world) => {
  const { s3, Bucket } = await freshBucket(world, 'billed');
  for (const Key of ['a', 'b', 'c']) await s3.putObject({ Bucket, Key, Body: 'x' });
  const requests = await requestsOf(world, Bucket, async () => {
    let token: string | undefined;
    do {
      token = (await s3.listObjectsV2({ Bucket, MaxKeys: 1, ContinuationToken: token }))
        .NextContinuationToken;
    } while (token !== undefined);
  });
  expect(requests.Tier1).toBe(3);
});

scenario(
  'what the cache still has costs a request and no transfer',
  { source: PRICES, needs: NEEDS },
  async (world) => {
    const { s3, Bucket } = await freshBucket(world, 'billed');
    const { ETag = '' } = await s3.putObject({ Bucket, Key: 'a', Body: 'x'.repeat(5_000) });
    const sent = () =>
      world
        .usage()
        .filter(({ usageType, usage }) => /DataTransfer-Out/.test(usageType) && usage.resource === Bucket)
        .reduce((sum, { usage }) => sum + usage.quantity, 0);
    const url = await world.presign.get({ Bucket, Key: 'a' });
    await (await fetch(url)).text();
    const once = sent();
    expect(once).toBeGreaterThanOrEqual(5_000);
    expect((await fetch(url, { headers: { 'if-none-match': ETag } })).status).toBe(304);
    expect(sent()).toBe(once);
  },
);

for (const StorageClass of ['STANDARD_IA', 'GLACIER_IR', 'INTELLIGENT_TIERING', 'ONEZONE_IA'] as const) {
  scenario(
    `an object in ${StorageClass} says so when listed and when looked at`,
    { source: CLASSES },
    async (world) => {
      const { s3, Bucket } = await freshBucket(world, 'classes');
      await s3.putObject({ Bucket, Key: 'a', Body: 'x', StorageClass });
      expect((await s3.headObject({ Bucket, Key: 'a' })).StorageClass).toBe(StorageClass);
      expect((await s3.listObjectsV2({ Bucket })).Contents?.[0]?.StorageClass).toBe(StorageClass);
    },
  );
}

scenario(
  'an object in GLACIER has to be restored before it is read',
  { source: CLASSES, needs: ['enforcement'] },
  async (world) => {
    const { s3, Bucket } = await freshBucket(world, 'classes');
    await s3.putObject({ Bucket, Key: 'a', Body: 'x', StorageClass: 'GLACIER' });
    await expect(s3.getObject({ Bucket, Key: 'a' })).rejects.toMatchObject({ name: 'InvalidObjectState' });
  },
);

scenario('a copy onto itself moves an object to another class', { source: CLASSES }, async (world) => {
  const { s3, Bucket } = await freshBucket(world, 'classes');
  await s3.putObject({ Bucket, Key: 'a', Body: 'meow' });
  await s3.copyObject({ Bucket, Key: 'a', CopySource: `${Bucket}/a`, StorageClass: 'STANDARD_IA' });
  const { StorageClass, Body } = await s3.getObject({ Bucket, Key: 'a' });
  expect(StorageClass).toBe('STANDARD_IA');
  expect(await Body?.transformToString()).toBe('meow');
});

scenario('a storage class that does not exist is refused', { source: CLASSES }, async (world) => {
  const { s3, Bucket } = await freshBucket(world, 'classes');
  const StorageClass = 'CHEAPEST' as 'STANDARD';
  await expect(s3.putObject({ Bucket, Key: 'a', Body: 'x', StorageClass })).rejects.toMatchObject({
    name: 'InvalidStorageClass',
  });
});

scenario('old versions stay on the bill until they are deleted', { source: PRICES }, async (world) => {
  const { s3, Bucket } = await freshBucket(world, 'versions');
  await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } });
  for (const size of [1_000, 2_000]) await s3.putObject({ Bucket, Key: 'a', Body: 'x'.repeat(size) });
  await s3.deleteObject({ Bucket, Key: 'a' });
  const { Versions = [] } = await s3.listObjectVersions({ Bucket });
  expect(Versions.reduce((sum, { Size = 0 }) => sum + Size, 0)).toBe(3_000);
});

scenario(
  'one photo through the pipeline costs a known number of requests',
  { source: 'PetTracker: one upload, one thumbnail, one analysis', needs: [...NEEDS, 'functions'] },
  async (world) => {
    const { resources } = await world.pipeline(findBlueprint('pettracker'));
    const Bucket = resources.environment['IMAGES_BUCKET'] ?? '';
    const s3 = await world.clients.s3();
    const requests = await requestsOf(world, Bucket, async () => {
      await s3.putObject({
        Bucket,
        Key: 'uploads/ada/2026/01/02/a.jpg',
        Body: await imageBytes(IMAGES.coffee),
      });
      await world.elapse(60_000);
    });
    // The upload and its thumbnail are written; the analysis, the thumbnail function's looks and reads are cheap ones.
    expect(requests.Tier1).toBe(2);
    expect(requests.Tier2).toBeGreaterThanOrEqual(3);
    expect(requests.Tier2).toBeLessThanOrEqual(8);
  },
);
