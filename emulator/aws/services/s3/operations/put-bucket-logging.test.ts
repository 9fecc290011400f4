import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { photosClient, refused } from '../testing/client.ts';

const b = { Bucket: 'photos' };

test('logging comes back as it was put, and an empty document ends it', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.createBucket({ Bucket: 'logs' });
  const LoggingEnabled = { TargetBucket: 'logs', TargetPrefix: 'photos/' };
  await s3.putBucketLogging({ ...b, BucketLoggingStatus: { LoggingEnabled } });
  expect((await s3.getBucketLogging(b)).LoggingEnabled).toEqual(LoggingEnabled);
  await s3.putBucketLogging({ ...b, BucketLoggingStatus: {} });
  expect((await s3.getBucketLogging(b)).LoggingEnabled).toBeUndefined();
});

test('logs go to a bucket that is there', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const put = s3.putBucketLogging({
    ...b,
    BucketLoggingStatus: { LoggingEnabled: { TargetBucket: 'nowhere', TargetPrefix: '' } },
  });
  expect(await refused(put)).toEqual({
    status: 400,
    code: 'InvalidTargetBucketForLogging',
    message: 'The target bucket for logging does not exist',
    TargetBucket: 'nowhere',
  });
});
