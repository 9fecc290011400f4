import { CloudWatch } from '@aws-sdk/client-cloudwatch';
import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { minutes } from '../../kernel/instant.ts';
import { clientConfig } from '../../testing/client-config.ts';
import { photosClient } from './testing/client.ts';
import { send } from './testing/raw-request.ts';

test('a bucket with a metrics configuration has its requests counted, by prefix', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const start = cloud.clock.now();
  await s3.putObject({ Bucket: 'photos', Key: 'uncounted', Body: 'x' });
  for (const [Id, Prefix] of [
    ['all', undefined],
    ['uploads', 'uploads/'],
  ] as const) {
    const Filter = Prefix === undefined ? undefined : { Prefix };
    await s3.putBucketMetricsConfiguration({ Bucket: 'photos', Id, MetricsConfiguration: { Id, Filter } });
  }
  await s3.putObject({ Bucket: 'photos', Key: 'uploads/a', Body: 'hello world' });
  await s3.getObject({ Bucket: 'photos', Key: 'uploads/a' });
  await send(cloud, { path: '/photos/none' });
  const cloudwatch = new CloudWatch(clientConfig(cloud));
  const sum = async (MetricName: string, FilterId: string) => {
    const { Datapoints = [] } = await cloudwatch.getMetricStatistics({
      Namespace: 'AWS/S3',
      MetricName,
      Dimensions: [
        { Name: 'BucketName', Value: 'photos' },
        { Name: 'FilterId', Value: FilterId },
      ],
      StartTime: new Date(start - minutes(1)),
      EndTime: new Date(start + minutes(1)),
      Period: 300,
      Statistics: ['Sum'],
    });
    return Datapoints.reduce((total, point) => total + (point.Sum ?? 0), 0);
  };
  expect(await sum('PutRequests', 'all')).toBe(2);
  expect(await sum('GetRequests', 'all')).toBe(2);
  expect(await sum('4xxErrors', 'all')).toBe(1);
  expect(await sum('AllRequests', 'uploads')).toBe(2);
  expect(await sum('4xxErrors', 'uploads')).toBe(0);
  expect(await sum('BytesDownloaded', 'uploads')).toBe(11);
});
