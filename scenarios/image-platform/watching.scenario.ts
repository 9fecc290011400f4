import { gunzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { findBlueprint } from '#harness';
import { scenario, type World } from '#harness/vitest';
import { DOCUMENT, KEY, openPlatform } from './platform.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ALARMS = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html';
const METRICS = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html';
const LOGS = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html';

async function stateOf({ clients }: World, alarm: string): Promise<string | undefined> {
  const cloudwatch = await clients.cloudwatch();
  const { MetricAlarms = [] } = await cloudwatch.describeAlarms({ AlarmNamePrefix: alarm });
  return MetricAlarms[0]?.StateValue;
}

/** Requests that S3 answers with 404, and one that it grants. */
async function failing(s3: Awaited<ReturnType<World['clients']['s3']>>, Bucket: string, times: number) {
  await s3.listObjectsV2({ Bucket });
  for (let n = 0; n < times; n += 1) {
    await expect(s3.headObject({ Bucket, Key: `absent-${n}` })).rejects.toMatchObject({ name: 'NotFound' });
  }
}

scenario(
  'the alarm for errors goes off after two bad periods and clears after two good ones',
  { source: ALARMS, needs: ['time-travel'] },
  async (world) => {
    const { s3, input } = await openPlatform(world);
    for (let period = 0; period < 3; period += 1) {
      await failing(s3, input, 11);
      await world.elapse(5 * MINUTE);
    }
    expect(await stateOf(world, 's3-4xx-5xx-errors')).toBe('ALARM');
    for (let period = 0; period < 3; period += 1) {
      await failing(s3, input, 1);
      await world.elapse(5 * MINUTE);
    }
    expect(await stateOf(world, 's3-4xx-5xx-errors')).toBe('OK');
  },
);

scenario(
  'the alarm for size goes off over its threshold and clears below it',
  { source: METRICS, needs: ['time-travel'] },
  async (world) => {
    const { s3, input, resources, upload } = await openPlatform(world);
    const cloudwatch = await world.clients.cloudwatch();
    const [, size] = resources.alarms ?? [];
    const { MetricAlarms: [alarm] = [] } = await cloudwatch.describeAlarms({
      AlarmNames: [size?.name ?? ''],
    });
    expect(alarm?.Threshold).toBe(100 * 2 ** 30);
    // The same alarm at a thousand bytes: a hundred gibibytes are nothing to store in a test.
    const { Namespace, MetricName, Dimensions, Statistic, Period, EvaluationPeriods } = alarm ?? {};
    await cloudwatch.putMetricAlarm({
      AlarmName: size?.name,
      Namespace,
      MetricName,
      Dimensions,
      Statistic,
      Period,
      EvaluationPeriods,
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 1_000,
    });
    await upload();
    await world.elapse(3 * DAY + HOUR);
    expect(await stateOf(world, 's3-bucket-size-alarm')).toBe('ALARM');
    const { Versions = [] } = await s3.listObjectVersions({ Bucket: input });
    for (const { Key, VersionId } of Versions) await s3.deleteObject({ Bucket: input, Key, VersionId });
    // After an hour before midnight, the last measure of what was there is a day younger.
    await world.elapse(5 * DAY);
    expect(await stateOf(world, 's3-bucket-size-alarm')).not.toBe('ALARM');
  },
);

scenario(
  'access logs of both buckets arrive under their prefixes, in S3’s own format',
  { source: LOGS, needs: ['time-travel'] },
  async (world) => {
    const { s3, input, output, resources } = await openPlatform(world);
    const [logs] = resources.buckets;
    for (const [Bucket, Prefix] of [
      [input, 'logs/input-bucket/'],
      [output, 'logs/output-bucket/'],
    ] as const) {
      await failing(s3, Bucket, 1);
      await world.elapse(HOUR);
      const { Contents = [] } = await s3.listObjectsV2({ Bucket: logs?.name ?? '', Prefix });
      const { Body } = await s3.getObject({ Bucket: logs?.name ?? '', Key: Contents[0]?.Key ?? '' });
      expect(await Body?.transformToString()).toMatch(
        new RegExp(
          `^[0-9a-f]{64} ${Bucket} \\[\\d{2}/\\w{3}/\\d{4}:[\\d:]{8} \\+0000\\] \\S+ \\S+ \\S+ REST\\.`,
        ),
      );
    }
  },
);

interface Recorded {
  readonly eventName: string;
  readonly userIdentity: { readonly type: string; readonly arn?: string };
  readonly requestParameters: { readonly key?: string } | null;
}

scenario(
  'the audit trail tells who did what to an upload: its owner put it, the pipeline’s roles read it and wrote the rest',
  { source: DOCUMENT, needs: ['time-travel', 'functions', 'isolation'] },
  async (world) => {
    const { s3, resources, output, upload } = await openPlatform(world);
    const [logs] = resources.buckets;
    await upload();
    await world.eventually(() =>
      s3.listObjectsV2({ Bucket: output, Prefix: 'metadata/' }).then(({ Contents }) => Contents),
    );
    await world.elapse(HOUR);
    const { Contents = [] } = await s3.listObjectsV2({ Bucket: logs?.name ?? '', Prefix: 'AWSLogs/' });
    const files = await Promise.all(
      Contents.map(async ({ Key = '' }) => {
        const { Body } = await s3.getObject({ Bucket: logs?.name ?? '', Key });
        const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
        return (JSON.parse(gunzipSync(bytes).toString()) as { Records: Recorded[] }).Records;
      }),
    );
    const whoDid = (name: string, key: RegExp): (string | undefined)[] => [
      ...new Set(
        files
          .flat()
          .filter(
            ({ eventName, requestParameters }) =>
              eventName === name && key.test(requestParameters?.key ?? ''),
          )
          .map(({ userIdentity: { type, arn } }) => `${type} ${arn?.split(':').at(-1)}`),
      ),
    ];
    expect(whoDid('PutObject', new RegExp(`^${KEY}$`))).toEqual(['Root root']);
    expect(whoDid('GetObject', new RegExp(`^${KEY}$`))).toEqual([
      'AssumedRole assumed-role/render_image-role/render_image',
    ]);
    expect(whoDid('PutObject', /^processed\//)).toEqual([
      'AssumedRole assumed-role/render_image-role/render_image',
    ]);
    expect(whoDid('PutObject', /^metadata\//)).toEqual([
      'AssumedRole assumed-role/write_processing_info-role/write_processing_info',
    ]);
  },
);

scenario(
  'as written, S3 takes no old versions to infrequent access after seven days, so the image platform does not come up',
  { source: DOCUMENT, needs: ['enforcement'] },
  async (world) => {
    await expect(world.pipeline(findBlueprint('image-platform/as-written'))).rejects.toMatchObject({
      name: 'InvalidArgument',
    });
  },
);
