import { CloudWatch } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { KMS } from '@aws-sdk/client-kms';
import { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../cloud.ts';
import { clientConfig } from '../testing/client-config.ts';
import { days } from './instant.ts';

const startAt = Date.UTC(2026, 10, 20);
const DAY = 24;

const counted = (cloud: Cloud, service: string, usageType: string): number =>
  cloud.meter
    .usage()
    .filter((usage) => usage.service === service && usage.usageType === usageType)
    .reduce((sum, { quantity }) => sum + quantity, 0);

test('a key is counted until it waits for its deletion, and dearer by each of two rotations', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt });
  const kms = new KMS(clientConfig(cloud));
  const { KeyMetadata } = await kms.createKey({});
  const KeyId = KeyMetadata?.KeyId;
  await cloud.clock.advance(days(1));
  expect(counted(cloud, 'kms', 'KMS-Keys')).toBe(DAY);
  for (let rotation = 0; rotation < 3; rotation += 1) await kms.rotateKeyOnDemand({ KeyId });
  await cloud.clock.advance(days(1));
  expect(counted(cloud, 'kms', 'KMS-Keys')).toBe(DAY + 3 * DAY);
  await kms.scheduleKeyDeletion({ KeyId, PendingWindowInDays: 7 });
  await cloud.clock.advance(days(3));
  expect(counted(cloud, 'kms', 'KMS-Keys')).toBe(DAY + 3 * DAY);
});

test('a secret is counted until it is marked for deletion', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt });
  const secrets = new SecretsManager(clientConfig(cloud));
  await secrets.createSecret({ Name: 'signing-key', SecretString: 'x' });
  await cloud.clock.advance(days(2));
  await secrets.deleteSecret({ SecretId: 'signing-key' });
  await cloud.clock.advance(days(2));
  expect(counted(cloud, 'secrets-manager', 'AWSSecretsManager-Secrets')).toBe(2 * DAY);
});

test('a table is counted by its bytes and by what is provisioned for it and its indexes', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt });
  const dynamodb = new DynamoDB(clientConfig(cloud));
  const units = { ReadCapacityUnits: 5, WriteCapacityUnits: 2 };
  await dynamodb.createTable({
    TableName: 'images',
    AttributeDefinitions: [
      { AttributeName: 'id', AttributeType: 'S' },
      { AttributeName: 'user', AttributeType: 'S' },
    ],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    ProvisionedThroughput: units,
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-user',
        KeySchema: [{ AttributeName: 'user', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'KEYS_ONLY' },
        ProvisionedThroughput: units,
      },
    ],
  });
  // 22 bytes by DynamoDB's rules; the index holds the 12 of its keys.
  await dynamodb.putItem({
    TableName: 'images',
    Item: { id: { S: 'i1' }, user: { S: 'u123' }, note: { S: '123456' } },
  });
  await cloud.clock.advance(days(1));
  expect(counted(cloud, 'dynamodb', 'ReadCapacityUnit-Hrs')).toBe(10 * DAY);
  expect(counted(cloud, 'dynamodb', 'WriteCapacityUnit-Hrs')).toBe(4 * DAY);
  expect(counted(cloud, 'dynamodb', 'TimedStorage-ByteHrs')).toBe((22 + 100 + 12 + 100) * DAY);
});

test('log events at rest are counted compressed', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt });
  const logs = new CloudWatchLogs(clientConfig(cloud));
  const stream = { logGroupName: 'api', logStreamName: 'one' };
  await logs.createLogGroup({ logGroupName: 'api' });
  await logs.createLogStream(stream);
  await logs.putLogEvents({
    ...stream,
    logEvents: [{ timestamp: cloud.clock.now(), message: 'ü'.repeat(37) }],
  });
  await cloud.clock.advance(days(1));
  expect(counted(cloud, 'cloudwatch-logs', 'TimedStorage-ByteHrs')).toBeCloseTo((74 + 26) * 0.15 * DAY, 9);
});

test('metrics are counted by the hours in which they were put, alarms by what they watch', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt });
  const cloudwatch = new CloudWatch(clientConfig(cloud));
  const MetricData = ['a', 'b'].map((MetricName) => ({ MetricName, Value: 1 }));
  await cloudwatch.putMetricData({ Namespace: 'Photos', MetricData });
  const alarm = { ComparisonOperator: 'GreaterThanThreshold', Threshold: 1, EvaluationPeriods: 1 } as const;
  const metric = { Namespace: 'Photos', MetricName: 'a', Statistic: 'Sum' } as const;
  await cloudwatch.putMetricAlarm({ ...alarm, ...metric, AlarmName: 'slow', Period: 60 });
  await cloudwatch.putMetricAlarm({ ...alarm, ...metric, AlarmName: 'fast', Period: 10 });
  await cloudwatch.putCompositeAlarm({ AlarmName: 'either', AlarmRule: 'ALARM("slow") OR ALARM("fast")' });
  for (const DashboardName of ['one', 'two', 'three', 'four'])
    await cloudwatch.putDashboard({ DashboardName, DashboardBody: '{"widgets":[]}' });
  await cloud.clock.advance(days(1));
  const hours = (usageType: string): number => counted(cloud, 'cloudwatch', usageType);
  expect(hours('CW:MetricMonitorUsage')).toBe(2);
  expect(hours('CW:AlarmMonitorUsage')).toBe(DAY);
  expect(hours('CW:HighResAlarmMonitorUsage')).toBe(DAY);
  expect(hours('CW:CompositeAlarmMonitorUsage')).toBe(DAY);
  expect(hours('DashboardsUsageHour')).toBe(DAY);
});
