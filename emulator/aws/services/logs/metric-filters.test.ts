import { CloudWatch } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogs, type MetricTransformation } from '@aws-sdk/client-cloudwatch-logs';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { minutes, toDate } from '../../kernel/instant.ts';
import { clientConfig } from '../../testing/client-config.ts';

const START = Date.UTC(2026, 10, 20, 10, 0, 0);
const GROUP = { logGroupName: 'app', logStreamName: 'one' };

const config = (cloud: Cloud) => ({
  ...clientConfig(cloud),
  systemClockOffset: cloud.clock.now() - cloud.clock.wall(),
  maxAttempts: 1,
});

async function startGroup(): Promise<{ cloud: Cloud; logs: CloudWatchLogs }> {
  const cloud = await createCloud({ clock: 'manual', startAt: START });
  const logs = new CloudWatchLogs(config(cloud));
  await logs.createLogGroup(GROUP);
  await logs.createLogStream(GROUP);
  return { cloud, logs };
}

const filter = (filterPattern: string, more: Partial<MetricTransformation>) => ({
  logGroupName: 'app',
  filterName: 'f',
  filterPattern,
  metricTransformations: [{ metricName: 'm', metricNamespace: 'app', metricValue: '1', ...more }],
});

const write = (logs: CloudWatchLogs, ...messages: string[]) =>
  logs.putLogEvents({ ...GROUP, logEvents: messages.map((message) => ({ timestamp: START, message })) });

async function sumOf(cloud: Cloud, dimensions: Record<string, string> = {}): Promise<number | undefined> {
  const { Datapoints } = await new CloudWatch(config(cloud)).getMetricStatistics({
    Namespace: 'app',
    MetricName: 'm',
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    StartTime: toDate(START),
    EndTime: toDate(START + minutes(1)),
    Period: 60,
    Statistics: ['Sum'],
  });
  return Datapoints?.[0]?.Sum;
}

test('events that match are counted from when the filter is there', async () => {
  const { cloud, logs } = await startGroup();
  await using _ = cloud;
  await write(logs, 'ERROR before');
  await logs.putMetricFilter(filter('ERROR', {}));
  await write(logs, 'ERROR one', 'fine', 'ERROR two');
  expect(await sumOf(cloud)).toBe(2);
  await logs.deleteMetricFilter({ logGroupName: 'app', filterName: 'f' });
  await write(logs, 'ERROR after');
  expect(await sumOf(cloud)).toBe(2);
});

test('values and dimensions come from fields of JSON events', async () => {
  const { cloud, logs } = await startGroup();
  await using _ = cloud;
  const dimensions = { Route: '$.route' };
  await logs.putMetricFilter(filter('{ $.took > 0 }', { metricValue: '$.took', dimensions }));
  await write(
    logs,
    '{"took": 30, "route": "/a"}',
    '{"took": 12.5, "route": "/b"}',
    '{"took": 7, "route": "/a"}',
  );
  await write(logs, '{"took": 99}', 'no JSON');
  expect([await sumOf(cloud, { Route: '/a' }), await sumOf(cloud, { Route: '/b' })]).toEqual([37, 12.5]);
  expect(await sumOf(cloud)).toBeUndefined();
});

test('a default value is told when nothing matches', async () => {
  const { cloud, logs } = await startGroup();
  await using _ = cloud;
  await logs.putMetricFilter(filter('ERROR', { defaultValue: 0 }));
  await write(logs, 'fine');
  expect(await sumOf(cloud)).toBe(0);
});

test('filters are described by group and by metric, and wrong ones refused', async () => {
  const { cloud, logs } = await startGroup();
  await using _ = cloud;
  await logs.putMetricFilter(filter('ERROR', {}));
  const described = {
    filterName: 'f',
    filterPattern: 'ERROR',
    metricTransformations: [{ metricName: 'm', metricNamespace: 'app', metricValue: '1' }],
    creationTime: START,
    logGroupName: 'app',
  };
  const byGroup = await logs.describeMetricFilters({ logGroupName: 'app' });
  const byMetric = await logs.describeMetricFilters({ metricName: 'm', metricNamespace: 'app' });
  expect([byGroup.metricFilters, byMetric.metricFilters]).toEqual([[described], [described]]);
  expect((await logs.describeLogGroups({})).logGroups).toMatchObject([{ metricFilterCount: 1 }]);
  const wrong = [
    filter('{ $.a = ', {}),
    filter('a', { metricValue: 'x' }),
    filter('a', { metricNamespace: 'AWS/Lambda' }),
  ];
  for (const refused of wrong) {
    await expect(logs.putMetricFilter(refused)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  }
  await expect(logs.deleteMetricFilter({ logGroupName: 'app', filterName: 'x' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});
