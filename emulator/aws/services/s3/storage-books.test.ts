import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { days } from '../../kernel/instant.ts';
import { photosClient } from './testing/client.ts';

test('every midnight what is stored is billed by class, old versions and parts included', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: Date.UTC(2026, 10, 20, 12) });
  const s3 = await photosClient(cloud);
  await s3.putBucketVersioning({ Bucket: 'photos', VersioningConfiguration: { Status: 'Enabled' } });
  const put = (Key: string, size: number, StorageClass?: 'STANDARD_IA') =>
    s3.putObject({ Bucket: 'photos', Key, Body: Buffer.alloc(size), StorageClass });
  await put('a', 100);
  await put('a', 200);
  await put('b', 50, 'STANDARD_IA');
  const { UploadId } = await s3.createMultipartUpload({ Bucket: 'photos', Key: 'c' });
  await s3.uploadPart({ Bucket: 'photos', Key: 'c', UploadId, PartNumber: 1, Body: Buffer.alloc(7) });
  await cloud.clock.advance(days(2));
  const stored = cloud.meter.usage().filter(({ usageType }) => usageType.startsWith('TimedStorage'));
  expect(stored).toMatchObject([
    { usageType: 'TimedStorage-ByteHrs', operation: 'STANDARD', resource: 'photos', quantity: 307 * 24 * 2 },
    { usageType: 'TimedStorage-SIA-ByteHrs', operation: 'STANDARD_IA', quantity: 50 * 24 * 2 },
    { usageType: 'TimedStorage-SIA-SmObjects', quantity: (131_072 - 50) * 24 * 2 },
  ]);
});
