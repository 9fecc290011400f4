import { expect } from 'vitest';
import { scenario, type World } from '#harness/vitest';
import { openPlatform } from './platform.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const METRICS = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html';

/** What a metric of S3 adds up to over the last two days. */
async function read(world: World, MetricName: string, dimensions: Readonly<Record<string, string>>) {
  const cloudwatch = await world.clients.cloudwatch();
  const end = world.now() + MINUTE;
  const { Datapoints = [] } = await cloudwatch.getMetricStatistics({
    Namespace: 'AWS/S3',
    MetricName,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    StartTime: new Date(end - 2 * DAY),
    EndTime: new Date(end),
    Period: 86_400,
    Statistics: ['Sum', 'Maximum'],
  });
  return Datapoints;
}

scenario(
  'requests to the input bucket are counted by kind, errors apart, under its metrics configuration',
  { source: METRICS, needs: ['time-travel', 'isolation'] },
  async (world) => {
    const { s3, input, resources, upload } = await openPlatform(world);
    const FilterId = resources.buckets.find(({ name }) => name === input)?.requestMetrics ?? '';
    const Key = 'uploads/ada/counted.txt';
    await upload(Key);
    for (const _ of [1, 2]) await (await s3.getObject({ Bucket: input, Key })).Body?.transformToByteArray();
    for (const _ of [1, 2, 3]) await s3.headObject({ Bucket: input, Key });
    await expect(s3.headObject({ Bucket: input, Key: 'absent' })).rejects.toMatchObject({ name: 'NotFound' });
    await s3.deleteObject({ Bucket: input, Key });
    await world.elapse(10 * MINUTE);
    const sums: Record<string, number> = {};
    for (const name of ['All', 'Get', 'Put', 'Delete', 'Head']
      .map((kind) => `${kind}Requests`)
      .concat('4xxErrors', '5xxErrors')) {
      const points = await read(world, name, { BucketName: input, FilterId });
      expect(points).not.toHaveLength(0);
      sums[name] = points.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
    }
    expect(sums).toEqual({
      AllRequests: 8,
      GetRequests: 2,
      PutRequests: 1,
      DeleteRequests: 1,
      HeadRequests: 4,
      '4xxErrors': 1,
      '5xxErrors': 0,
    });
  },
);

scenario(
  'what a bucket holds is measured once a day, in objects and in bytes',
  { source: METRICS, needs: ['time-travel', 'isolation'] },
  async (world) => {
    const { s3, input, upload } = await openPlatform(world);
    await upload('uploads/ada/measured.txt');
    const { ContentLength = 0 } = await s3.headObject({ Bucket: input, Key: 'uploads/ada/measured.txt' });
    // From whatever time of day it is, a day has one midnight.
    await world.elapse(DAY);
    const objects = await read(world, 'NumberOfObjects', {
      BucketName: input,
      StorageType: 'AllStorageTypes',
    });
    const bytes = await read(world, 'BucketSizeBytes', { BucketName: input, StorageType: 'StandardStorage' });
    expect(objects.map(({ Maximum }) => Maximum)).toEqual([1]);
    expect(bytes.map(({ Maximum }) => Maximum)).toEqual([ContentLength]);
  },
);
