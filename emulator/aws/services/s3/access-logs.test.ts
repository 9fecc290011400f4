import type { S3 } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { minutes } from '../../kernel/instant.ts';
import { logKey } from './access-logs.ts';
import type { Bucket } from './bucket.ts';
import { photosClient } from './testing/client.ts';
import { send } from './testing/raw-request.ts';

const START = Date.UTC(2026, 10, 20, 10, 11, 12);

const POLICY = JSON.stringify({
  Statement: {
    Effect: 'Allow',
    Principal: { Service: 'logging.s3.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: 'arn:aws:s3:::logs/*',
    Condition: {
      ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::photos' },
      StringEquals: { 'aws:SourceAccount': '000000000000' },
    },
  },
});

async function logged(cloud: Cloud, policy: string | undefined = POLICY): Promise<S3> {
  const s3 = await photosClient(cloud);
  await s3.createBucket({ Bucket: 'logs' });
  if (policy !== '') await s3.putBucketPolicy({ Bucket: 'logs', Policy: policy });
  const LoggingEnabled = { TargetBucket: 'logs', TargetPrefix: 'photos/' };
  await s3.putBucketLogging({ Bucket: 'photos', BucketLoggingStatus: { LoggingEnabled } });
  return s3;
}

async function delivered(cloud: Cloud, s3: S3): Promise<readonly { key: string; lines: string[] }[]> {
  await cloud.clock.advance(minutes(6));
  const { Contents = [] } = await s3.listObjectsV2({ Bucket: 'logs' });
  return Promise.all(
    Contents.map(async ({ Key = '' }) => {
      const { Body } = await s3.getObject({ Bucket: 'logs', Key });
      return { key: Key, lines: (await Body!.transformToString()).trimEnd().split('\n') };
    }),
  );
}

/** The fields of a line: quoted and bracketed ones are one each. */
const fieldsOf = (line: string): string[] => line.match(/\[[^\]]*\]|"[^"]*"|\S+/g) ?? [];

test('requests are delivered some minutes later, one line each', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const s3 = await logged(cloud);
  const { $metadata } = await s3.putObject({ Bucket: 'photos', Key: 'a b.jpg', Body: 'hello world' });
  await s3.getObject({ Bucket: 'photos', Key: 'a b.jpg', Range: 'bytes=0-4' });
  await send(cloud, { path: '/photos/none', headers: { referer: 'http://here/', 'user-agent': 'curl' } });
  const logs = await delivered(cloud, s3);
  expect(logs).toHaveLength(1);
  expect(logs[0]?.key).toMatch(/^photos\/2026-11-20-10-16-12-[0-9A-F]{16}$/);
  const [put = [], get = [], missing = []] = (logs[0]?.lines ?? []).map((line) => fieldsOf(line));
  const id = expect.stringMatching(/^[0-9a-f]{64}$/) as string;
  const userAgent = expect.stringContaining('aws-sdk-js') as string;
  expect(put).toEqual([
    id,
    'photos',
    '[20/Nov/2026:10:11:12 +0000]',
    '127.0.0.1',
    id,
    $metadata.requestId,
    'REST.PUT.OBJECT',
    'a%20b.jpg',
    '"PUT /photos/a%20b.jpg?x-id=PutObject HTTP/1.1"',
    '200',
    '-',
    '-',
    '11',
    '0',
    '0',
    '"-"',
    userAgent,
    '-',
    $metadata.extendedRequestId,
    'SigV4',
    '-',
    'AuthHeader',
    new URL(cloud.endpoint).host,
    '-',
    '-',
    '-',
    '-',
  ]);
  expect(get.slice(9, 13)).toEqual(['206', '-', '5', '11']);
  expect(missing.slice(6, 11)).toEqual([
    'REST.GET.OBJECT',
    'none',
    '"GET /photos/none HTTP/1.1"',
    '404',
    'NoSuchKey',
  ]);
  expect(missing.slice(15, 17)).toEqual(['"http://here/"', '"curl"']);
});

test('strangers are logged without a name, and refused signatures too', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const s3 = await logged(cloud);
  await send(cloud, { path: '/photos/a', anonymous: true });
  await send(cloud, {
    path: '/photos/b',
    headers: { authorization: 'AWS x:y', date: 'never' },
    anonymous: true,
  });
  const [log] = await delivered(cloud, s3);
  const [anonymous = [], forged = []] = (log?.lines ?? []).map((line) => fieldsOf(line));
  expect([anonymous[4], anonymous[9], anonymous[10]]).toEqual(['-', '403', 'AccessDenied']);
  expect([forged[4], forged[9]]).toEqual(['-', '403']);
});

test('a target that does not let the logging service in never gets a log', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: START });
  const s3 = await logged(cloud, '');
  await s3.putObject({ Bucket: 'photos', Key: 'a', Body: 'x' });
  expect(await delivered(cloud, s3)).toEqual([]);
  expect(cloud.journal.entries().filter(({ type }) => type === 's3.undelivered')).toMatchObject([
    { bucket: 'photos', destination: 'arn:aws:s3:::logs', error: 'AccessDenied' },
  ]);
});

test.each([
  [{ PartitionDateSource: 'EventTime' as const }, 'p/1/eu-west-1/photos/2026/11/20/2026-11-20-00-00-00-U'],
  [{ PartitionDateSource: 'DeliveryTime' as const }, 'p/1/eu-west-1/photos/2026/11/21/2026-11-21-01-02-03-U'],
])('a partitioned name by %j is %s', (PartitionedPrefix, expected) => {
  const bucket = { name: 'photos', account: '1', region: 'eu-west-1' } as Bucket;
  const logging = { TargetBucket: 'logs', TargetPrefix: 'p/', TargetObjectKeyFormat: { PartitionedPrefix } };
  expect(logKey(bucket, logging, START, Date.UTC(2026, 10, 21, 1, 2, 3), 'U')).toBe(expected);
});
