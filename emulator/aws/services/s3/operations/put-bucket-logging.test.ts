import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { photosClient, refused, s3Client } from '../testing/client.ts';

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

test.each([
  ['us-east-1', undefined],
  ['eu-west-1', 'eu-west-1'],
])('logs of a bucket in %s do not leave its region', async (region, SourceBucketLocation) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const LocationConstraint = 'us-west-2';
  const CreateBucketConfiguration = { LocationConstraint } as const;
  await s3Client(cloud, { region: LocationConstraint }).createBucket({
    Bucket: 'logs',
    CreateBucketConfiguration,
  });
  const s3 = s3Client(cloud, { region });
  await s3.createBucket({
    ...b,
    ...(region !== 'us-east-1' && {
      CreateBucketConfiguration: { LocationConstraint: region as 'eu-west-1' },
    }),
  });
  const LoggingEnabled = { TargetBucket: 'logs', TargetPrefix: '' };
  const refusal = await refused(s3.putBucketLogging({ ...b, BucketLoggingStatus: { LoggingEnabled } }));
  expect(refusal).toMatchObject({ status: 403, code: 'CrossLocationLoggingProhibitted' });
  expect([refusal['SourceBucketLocation'], refusal['TargetBucketLocation']]).toEqual([
    SourceBucketLocation,
    LocationConstraint,
  ]);
});
