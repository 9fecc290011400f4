import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { days, hours } from '../../kernel/instant.ts';
import { photosClient } from './testing/client.ts';

const KIB = 1_024;
const DAY = 24;

const startAt = Date.UTC(2026, 10, 20);

/** What was counted of a usage type, over all operations. */
const counted = (cloud: Cloud, usageType: string): number =>
  cloud.meter
    .usage()
    .filter((usage) => usage.service === 's3' && usage.usageType === usageType)
    .reduce((sum, { quantity }) => sum + quantity, 0);

test('requests are counted at the rates of the class of the object that they are about', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt });
  const s3 = await photosClient(cloud);
  const cold = { Bucket: 'photos', Key: 'cold' };
  await s3.putObject({ ...cold, Body: 'x', StorageClass: 'STANDARD_IA' });
  await s3.putObject({ Bucket: 'photos', Key: 'warm', Body: 'x' });
  await s3.headObject(cold);
  await s3.getObject({ Bucket: 'photos', Key: 'warm' });
  const { UploadId } = await s3.createMultipartUpload({
    Bucket: 'photos',
    Key: 'ice',
    StorageClass: 'GLACIER',
  });
  await s3.abortMultipartUpload({ Bucket: 'photos', Key: 'ice', UploadId });
  expect(counted(cloud, 'Requests-SIA')).toBe(2);
  expect(counted(cloud, 'Requests-GLACIER')).toBe(0);
});

test('bytes that are read back from a colder class are billed, by reading and by copying', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt });
  const s3 = await photosClient(cloud);
  const cold = { Bucket: 'photos', Key: 'cold' };
  await s3.putObject({ ...cold, Body: Buffer.alloc(1_000), StorageClass: 'GLACIER_IR' });
  await s3.headObject(cold);
  await s3.getObject({ ...cold, Range: 'bytes=0-99' });
  await s3.copyObject({ Bucket: 'photos', Key: 'copy', CopySource: 'photos/cold' });
  expect(counted(cloud, 'Retrieval-GIR')).toBe(1_100);
});

test('an object that leaves its class early is billed for the rest of its least stay', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt });
  const s3 = await photosClient(cloud);
  const put = (Key: string, size: number, StorageClass: 'STANDARD_IA' | 'STANDARD') =>
    s3.putObject({ Bucket: 'photos', Key, Body: Buffer.alloc(size), StorageClass });
  await put('deleted', 200 * KIB, 'STANDARD_IA');
  await put('overwritten', 28 * KIB, 'STANDARD_IA');
  await put('late', 200 * KIB, 'STANDARD_IA');
  await put('warm', 200 * KIB, 'STANDARD');
  await cloud.clock.advance(days(10));
  await s3.deleteObject({ Bucket: 'photos', Key: 'deleted' });
  await s3.deleteObject({ Bucket: 'photos', Key: 'warm' });
  await put('overwritten', 1, 'STANDARD');
  expect(counted(cloud, 'EarlyDelete-SIA')).toBe((200 + 28) * KIB * 20 * DAY);
  expect(counted(cloud, 'EarlyDelete-SIA-SmObjects')).toBe(100 * KIB * 20 * DAY);
  await cloud.clock.advance(days(20));
  await s3.deleteObject({ Bucket: 'photos', Key: 'late' });
  expect(counted(cloud, 'EarlyDelete-SIA')).toBe((200 + 28) * KIB * 20 * DAY);
});

test('a lifecycle rule pays for each move, and the stay counts from the move', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt });
  const s3 = await photosClient(cloud);
  await s3.putBucketLifecycleConfiguration({
    Bucket: 'photos',
    LifecycleConfiguration: {
      Rules: [
        {
          ID: 'cool',
          Status: 'Enabled',
          Filter: { Prefix: '' },
          Transitions: [
            { Days: 30, StorageClass: 'STANDARD_IA' },
            { Days: 90, StorageClass: 'GLACIER_IR' },
          ],
        },
      ],
    },
  });
  await s3.putObject({ Bucket: 'photos', Key: 'large', Body: Buffer.alloc(200 * KIB) });
  await s3.putObject({ Bucket: 'photos', Key: 'small', Body: Buffer.alloc(100 * KIB) });
  await cloud.clock.advance(days(31));
  expect(counted(cloud, 'Requests-Tier4')).toBe(1);
  await cloud.clock.advance(days(60));
  expect(counted(cloud, 'Requests-GIR-Tier4')).toBe(1);
  expect(counted(cloud, 'EarlyDelete-SIA')).toBe(0);
  await cloud.clock.advance(days(9));
  await s3.deleteObject({ Bucket: 'photos', Key: 'large' });
  // Written on day 0, moved at the midnight of day 90, deleted on day 100: 80 of 90 days are left.
  expect(counted(cloud, 'EarlyDelete-GIR')).toBe(200 * KIB * 80 * DAY);
});

test('a restore is billed by its tier, with the bytes that it brings back', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt });
  const s3 = await photosClient(cloud);
  const ice = { Bucket: 'photos', Key: 'ice' };
  await s3.putObject({ ...ice, Body: Buffer.alloc(5_000), StorageClass: 'GLACIER' });
  await s3.restoreObject({ ...ice, RestoreRequest: { Days: 2, GlacierJobParameters: { Tier: 'Bulk' } } });
  await cloud.clock.advance(hours(12));
  await s3.restoreObject({ ...ice, RestoreRequest: { Days: 3 } });
  expect(counted(cloud, 'Bulk-Retrieval-Bytes')).toBe(5_000);
  expect(counted(cloud, 'Requests-Tier5')).toBe(1);
});

test('an archived object takes 40 KiB more, and a monitored one is counted by the object', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt });
  const s3 = await photosClient(cloud);
  await s3.putObject({ Bucket: 'photos', Key: 'ice', Body: Buffer.alloc(100), StorageClass: 'DEEP_ARCHIVE' });
  const monitored = { Bucket: 'photos', StorageClass: 'INTELLIGENT_TIERING' } as const;
  await s3.putObject({ ...monitored, Key: 'large', Body: Buffer.alloc(128 * KIB) });
  await s3.putObject({ ...monitored, Key: 'small', Body: Buffer.alloc(100) });
  await cloud.clock.advance(days(1));
  expect(counted(cloud, 'TimedStorage-GDA-ByteHrs')).toBe((100 + 32 * KIB) * DAY);
  expect(counted(cloud, 'TimedStorage-ByteHrs')).toBe(8 * KIB * DAY);
  expect(counted(cloud, 'Monitoring-Automation-INT')).toBe(DAY);
});
