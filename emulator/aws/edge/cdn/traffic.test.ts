import { gunzipSync } from 'node:zlib';
import { CloudWatch } from '@aws-sdk/client-cloudwatch';
import { S3 } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { minutes } from '../../kernel/instant.ts';
import { cloudFrontClient, createdDistribution } from '../../services/cloudfront/testing/distributions.ts';
import { clientConfig } from '../../testing/client-config.ts';
import { LOG_HEADER } from './access-log.ts';
import { view, webConfig, webServer } from './testing/viewer.ts';

test('access logs arrive in the bucket with all their fields', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: Date.UTC(2026, 10, 20, 17, 30) });
  await using server = await webServer((_, response) =>
    response.setHeader('content-type', 'image/png').end('cat'),
  );
  const s3 = new S3({
    ...clientConfig(cloud),
    forcePathStyle: true,
    systemClockOffset: cloud.clock.now() - Date.now(),
  });
  await s3.createBucket({ Bucket: 'logs' });
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'delivery.logs.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: 'arn:aws:s3:::logs/*',
  };
  await s3.putBucketPolicy({
    Bucket: 'logs',
    Policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
  });
  const client = cloudFrontClient(cloud);
  Object.assign(client.config, { systemClockOffset: cloud.clock.now() - Date.now() });
  const logging = { Enabled: true, IncludeCookies: false, Bucket: 'logs.s3.amazonaws.com', Prefix: 'cdn/' };
  const distribution = await createdDistribution(client, webConfig(server, {}, { Logging: logging }));
  const seen = await view(cloud, distribution, '/a.png?x=1', { headers: { 'user-agent': 'curl 8' } });
  await view(cloud, distribution, '/a.png?x=1');
  await cloud.clock.advance(minutes(5));
  const { Contents: [file] = [] } = await s3.listObjectsV2({ Bucket: 'logs' });
  expect(file?.Key).toMatch(new RegExp(String.raw`^cdn/${distribution.Id}\.2026-11-20-17\.[0-9a-f]{8}\.gz$`));
  const object = await s3.getObject({ Bucket: 'logs', Key: file!.Key });
  const text = gunzipSync(await object.Body!.transformToByteArray()).toString();
  expect(text.startsWith(LOG_HEADER)).toBe(true);
  const lines = text.slice(LOG_HEADER.length).trimEnd().split('\n');
  const fields = lines.map((line) => line.split('\t'));
  expect(fields.map(({ length }) => length)).toEqual([33, 33]);
  expect(fields[0]!.slice(0, 18)).toEqual([
    '2026-11-20',
    '17:30:00',
    'IAD89-P1',
    '3',
    '127.0.0.1',
    'GET',
    distribution.DomainName,
    '/a.png',
    '200',
    '-',
    'curl%208',
    'x=1',
    '-',
    'Miss',
    seen.headers['x-amz-cf-id'],
    `${distribution.Id!.toLowerCase()}.cloudfront.localhost`,
    'http',
    expect.stringMatching(/^\d+$/) as string,
  ]);
  expect(fields[1]![13]).toBe('Hit');
  expect(fields[0]![29]).toBe('image/png');
});

test('requests, errors and hits become metrics and usage', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using server = await webServer((request, response) => {
    response.writeHead(request.url === '/missing' ? 404 : 200).end('cat');
  });
  const distribution = await createdDistribution(cloudFrontClient(cloud), webConfig(server));
  for (const path of ['/a', '/a', '/a', '/missing']) await view(cloud, distribution, path);
  await cloud.clock.advance(minutes(1));
  const metrics = new CloudWatch(clientConfig(cloud));
  const now = cloud.clock.now();
  const sum = async (MetricName: string): Promise<number | undefined> => {
    const { Datapoints: [point] = [] } = await metrics.getMetricStatistics({
      Namespace: 'AWS/CloudFront',
      MetricName,
      Dimensions: [
        { Name: 'DistributionId', Value: distribution.Id },
        { Name: 'Region', Value: 'Global' },
      ],
      StartTime: new Date(now - minutes(10)),
      EndTime: new Date(now + minutes(1)),
      Period: 3600,
      Statistics: ['Sum'],
    });
    return point?.Sum;
  };
  expect(await sum('Requests')).toBe(4);
  expect(await sum('4xxErrorRate')).toBe(25);
  expect(await sum('CacheHitRate')).toBe(50);
  const usage = cloud.meter.usage().filter(({ service }) => service === 'cloudfront');
  expect(usage).toContainEqual(
    expect.objectContaining({ usageType: 'Requests-HTTP', resource: distribution.Id, quantity: 4 }),
  );
});
