import { CloudWatch, type Dimension, type MetricDatum } from '@aws-sdk/client-cloudwatch';
import { AwsQueryProtocol, AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { days, hours, minutes } from '../../kernel/instant.ts';
import { clientConfig } from '../../testing/client-config.ts';

const START = Date.UTC(2026, 10, 20, 10, 0, 0);
const at = (offset: number): Date => new Date(START + offset);

const clientOf = (cloud: Cloud): CloudWatch =>
  new CloudWatch({ ...clientConfig(cloud), systemClockOffset: cloud.clock.now() - cloud.clock.wall() });

const start = () => createCloud({ clock: 'manual', startAt: START });

const put = (client: CloudWatch, ...MetricData: MetricDatum[]) =>
  client.putMetricData({ Namespace: 'app', MetricData });

async function statistics(client: CloudWatch, Statistics: string[], range: object = {}) {
  const simple = Statistics.filter((name) => /^[A-Z][a-z]/.test(name));
  const { Datapoints } = await client.getMetricStatistics({
    Namespace: 'app',
    MetricName: 'm',
    StartTime: at(0),
    EndTime: at(hours(1)),
    Period: 60,
    Statistics: simple.length === 0 ? undefined : (simple as 'Sum'[]),
    ExtendedStatistics:
      simple.length === Statistics.length ? undefined : Statistics.filter((name) => !simple.includes(name)),
    ...range,
  });
  return Datapoints;
}

test.each([
  ['JSON', undefined],
  ['CBOR', AwsSmithyRpcV2CborProtocol],
  ['query', AwsQueryProtocol],
])('what is put is read back over %s', async (_, protocol) => {
  await using cloud = await start();
  const client = new CloudWatch({
    ...clientConfig(cloud),
    systemClockOffset: cloud.clock.now() - cloud.clock.wall(),
    ...(protocol !== undefined && { protocol }),
  });
  await put(client, { MetricName: 'm', Value: 1, Unit: 'Count', Timestamp: at(1_000) });
  await put(client, { MetricName: 'm', Value: 8, Unit: 'Count', Timestamp: at(59_000) });
  await put(client, { MetricName: 'm', Value: 0, Unit: 'Count', Timestamp: at(60_000) });
  const found = await statistics(client, ['SampleCount', 'Sum', 'Average', 'Minimum', 'Maximum']);
  expect(found).toEqual([
    { Timestamp: at(0), SampleCount: 2, Sum: 9, Average: 4.5, Minimum: 1, Maximum: 8, Unit: 'Count' },
    { Timestamp: at(60_000), SampleCount: 1, Sum: 0, Average: 0, Minimum: 0, Maximum: 0, Unit: 'Count' },
  ]);
  await expect(put(client, { MetricName: 'm', Values: [1, 2], Counts: [1] })).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message:
      'The parameters MetricData.member.1.Values and MetricData.member.1.Counts must be of the same size.',
  });
});

test('a large request arrives compressed', async () => {
  await using cloud = await start();
  const client = clientOf(cloud);
  await put(
    client,
    ...Array.from({ length: 300 }, (_, index) => ({
      MetricName: 'm',
      Value: index,
      Timestamp: at(index * 1_000),
    })),
  );
  const found = await statistics(client, ['Maximum'], { Period: 300 });
  expect(found).toEqual([{ Timestamp: at(0), Maximum: 299, Unit: 'None' }]);
});

test('values with counts, and sets of statistics, count as what they stand for', async () => {
  await using cloud = await start();
  const client = clientOf(cloud);
  await put(client, { MetricName: 'm', Values: [1, 10], Counts: [2, 4], Timestamp: at(0) });
  expect(await statistics(client, ['SampleCount', 'Sum', 'Maximum'])).toEqual([
    { Timestamp: at(0), SampleCount: 6, Sum: 42, Maximum: 10, Unit: 'None' },
  ]);
  await put(client, {
    MetricName: 'm',
    StatisticValues: { SampleCount: 4, Sum: 8, Minimum: 0, Maximum: 5 },
    Timestamp: at(0),
  });
  expect(await statistics(client, ['SampleCount', 'Sum', 'Minimum'])).toEqual([
    { Timestamp: at(0), SampleCount: 10, Sum: 50, Minimum: 0, Unit: 'None' },
  ]);
  expect(await statistics(client, ['p50'])).toEqual([
    { Timestamp: at(0), ExtendedStatistics: {}, Unit: 'None' },
  ]);
});

test('a value and values exclude each other, and so do wrong spans', async () => {
  await using cloud = await start();
  const client = clientOf(cloud);
  await expect(put(client, { MetricName: 'm', Value: 1, Values: [1] })).rejects.toMatchObject({
    name: 'InvalidParameterCombinationException',
    message:
      'The parameters MetricData.member.1.Value and MetricData.member.1.Values are mutually exclusive and you have specified both.',
  });
  await expect(statistics(client, ['Sum'], { Period: 1, EndTime: at(days(1)) })).rejects.toMatchObject({
    message:
      'You have requested up to 86400 datapoints, which exceeds the limit of 1440. You may reduce the datapoints requested by increasing Period, or decreasing the time range.',
  });
  await expect(statistics(client, ['Sum'], { EndTime: at(0) })).rejects.toMatchObject({
    message: 'The parameter StartTime must be less than the parameter EndTime.',
  });
});

test('nobody but AWS publishes in namespaces of AWS', async () => {
  await using cloud = await start();
  const MetricData = [{ MetricName: 'Invocations', Value: 1 }];
  await expect(clientOf(cloud).putMetricData({ Namespace: 'AWS/Lambda', MetricData })).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: 'The value AWS/ for parameter Namespace is invalid.',
  });
  expect((await clientOf(cloud).listMetrics({})).Metrics).toEqual([]);
});

test('percentiles and trimmed statistics rank the values themselves', async () => {
  await using cloud = await start();
  const client = clientOf(cloud);
  const Values = Array.from({ length: 100 }, (_, index) => index + 1);
  await put(client, { MetricName: 'm', Values, Timestamp: at(0) });
  const names = ['p50', 'p99', 'p100', 'tm90', 'tc90', 'TM(10%:90%)', 'PR(:25)', 'IQM', 'TS(80:90)', 'wm98'];
  const [point] = (await statistics(client, names)) ?? [];
  expect(point?.ExtendedStatistics).toEqual({
    p50: 50,
    p99: 99,
    p100: 100,
    tm90: 45.5,
    tc90: 90,
    'TM(10%:90%)': 50.5,
    'PR(:25)': 25,
    IQM: 50.5,
    'TS(80:90)': 855,
    wm98: 50.47,
  });
});

test('a busy metric’s percentiles stay within a hundredth', async () => {
  await using cloud = await start();
  const client = clientOf(cloud);
  for (let part = 0; part < 20; part += 1) {
    const Values = Array.from({ length: 150 }, (_, index) => part * 150 + index + 0.25);
    await put(client, { MetricName: 'm', Values, Timestamp: at(0) });
  }
  const [point] = (await statistics(client, ['p50', 'p90'])) ?? [];
  expect(point?.ExtendedStatistics?.['p50']).toBeGreaterThan(1_485);
  expect(point?.ExtendedStatistics?.['p50']).toBeLessThan(1_515);
  expect(point?.ExtendedStatistics?.['p90']).toBeGreaterThan(2_673);
  expect(point?.ExtendedStatistics?.['p90']).toBeLessThan(2_727);
});

test('metrics are listed by name and dimensions, in pages, for two weeks', async () => {
  await using cloud = await start();
  const client = clientOf(cloud);
  const named = (value: string): Dimension[] => [{ Name: 'host', Value: value }];
  for (let part = 0; part < 6; part += 1) {
    const hosts = Array.from({ length: 100 }, (_, index) => `h${part * 100 + index}`);
    await put(client, ...hosts.map((host) => ({ MetricName: 'm', Value: 1, Dimensions: named(host) })));
  }
  const first = await client.listMetrics({ Namespace: 'app' });
  const second = await client.listMetrics({ Namespace: 'app', NextToken: first.NextToken });
  expect([first.Metrics?.length, second.Metrics?.length, second.NextToken]).toEqual([500, 100, undefined]);
  const one = await client.listMetrics({ Dimensions: named('h7') });
  expect(one.Metrics).toEqual([{ Namespace: 'app', MetricName: 'm', Dimensions: named('h7') }]);
  await cloud.clock.advance(days(14) + 1);
  expect((await clientOf(cloud).listMetrics({})).Metrics).toEqual([]);
});

test('only the exact set of dimensions is the metric', async () => {
  await using cloud = await start();
  const client = clientOf(cloud);
  const Dimensions = [
    { Name: 'b', Value: '2' },
    { Name: 'a', Value: '1' },
  ];
  await put(client, { MetricName: 'm', Value: 3, Timestamp: at(0), Dimensions });
  expect(await statistics(client, ['Sum'])).toEqual([]);
  expect(await statistics(client, ['Sum'], { Dimensions: Dimensions.slice(1) })).toEqual([]);
  expect(await statistics(client, ['Sum'], { Dimensions: Dimensions.toReversed() })).toHaveLength(1);
});

test('GetMetricData takes the first unit when several were reported and none is asked for', async () => {
  await using cloud = await start();
  const client = clientOf(cloud);
  await put(
    client,
    { MetricName: 'm', Value: 1, Unit: 'Seconds', Timestamp: at(0) },
    { MetricName: 'm', Value: 60_000, Unit: 'Milliseconds', Timestamp: at(0) },
  );
  const MetricStat = { Metric: { Namespace: 'app', MetricName: 'm' }, Period: 60, Stat: 'Average' };
  const { MetricDataResults } = await client.getMetricData({
    MetricDataQueries: [{ Id: 'm1', MetricStat }],
    StartTime: at(0),
    EndTime: at(minutes(5)),
  });
  expect(MetricDataResults).toEqual([
    {
      Id: 'm1',
      Label: 'm',
      StatusCode: 'Complete',
      Messages: [{ Code: 'MultipleUnits', Value: "Multiple units returned: '[Milliseconds, Seconds]'" }],
      Timestamps: [at(0)],
      Values: [60_000],
    },
  ]);
});

test('metric math works on metrics, and what it lacks is refused by name', async () => {
  await using cloud = await start();
  const client = clientOf(cloud);
  for (const [index, value] of [2, 4, 8].entries()) {
    await put(
      client,
      { MetricName: 'errors', Value: value, Timestamp: at(index * 60_000) },
      { MetricName: 'requests', Value: value * 10, Timestamp: at(index * 60_000) },
    );
  }
  const stat = (MetricName: string) => ({
    Metric: { Namespace: 'app', MetricName },
    Period: 60,
    Stat: 'Sum',
  });
  const ask = (Expression: string) =>
    client.getMetricData({
      MetricDataQueries: [
        { Id: 'e', MetricStat: stat('errors'), ReturnData: false },
        { Id: 'r', MetricStat: stat('requests'), ReturnData: false },
        { Id: 'x', Expression },
      ],
      StartTime: at(0),
      EndTime: at(minutes(4)),
      ScanBy: 'TimestampAscending',
    });
  const values = async (expression: string) =>
    (await ask(expression)).MetricDataResults?.map(({ Values }) => Values);
  expect(await values('100 * e / r')).toEqual([[10, 10, 10]]);
  expect(await values('SUM([e, r]) - e ^ 2')).toEqual([[18, 28, 24]]);
  expect(await values('METRICS()')).toEqual([
    [2, 4, 8],
    [20, 40, 80],
  ]);
  expect(await values('FILL(e, 0)')).toEqual([[2, 4, 8, 0]]);
  expect(await values('IF(e > 3 AND e < 8, r, -1)')).toEqual([[-1, 40, -1]]);
  expect(await values('RUNNING_SUM(e) + DIFF(e)')).toEqual([[8, 18]]);
  await expect(ask('SEARCH("x", "Sum", 60)')).rejects.toMatchObject({ name: 'NotImplemented' });
  await expect(ask('x + 1')).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(ask(`${'('.repeat(5_000)}e`)).rejects.toMatchObject({ name: 'ValidationException' });
});

test('datapoints come in pages, newest first', async () => {
  await using cloud = await start();
  const client = clientOf(cloud);
  for (let index = 0; index < 5; index += 1) {
    await put(client, { MetricName: 'm', Value: index, Timestamp: at(index * 60_000) });
  }
  const ask = (NextToken?: string) =>
    client.getMetricData({
      MetricDataQueries: [
        { Id: 'a', MetricStat: { Metric: { Namespace: 'app', MetricName: 'm' }, Period: 60, Stat: 'Sum' } },
      ],
      StartTime: at(0),
      EndTime: at(minutes(5)),
      MaxDatapoints: 3,
      NextToken,
    });
  const first = await ask();
  expect(first.MetricDataResults).toMatchObject([{ StatusCode: 'PartialData', Values: [4, 3, 2] }]);
  const second = await ask(first.NextToken);
  expect(second.MetricDataResults).toMatchObject([{ StatusCode: 'Complete', Values: [1, 0] }]);
  expect(second.NextToken).toBeUndefined();
});

test('data grow coarser with age and go after 455 days', async () => {
  await using cloud = await start();
  const client = clientOf(cloud);
  await put(
    client,
    { MetricName: 'm', Value: 1, Timestamp: at(0), StorageResolution: 1 },
    { MetricName: 'm', Value: 2, Timestamp: at(61_000), StorageResolution: 1 },
  );
  const count = async (Period: number): Promise<number[]> => {
    const EndTime = at(Math.max(Period, 300) * 1_000);
    const found = (await statistics(clientOf(cloud), ['Sum'], { Period, EndTime })) ?? [];
    return found.map(({ Sum = 0 }) => Sum);
  };
  expect([await count(1), await count(60), await count(300)]).toEqual([[1, 2], [1, 2], [3]]);
  await cloud.clock.advance(hours(5));
  expect([await count(1), await count(60), await count(300)]).toEqual([[], [1, 2], [3]]);
  await cloud.clock.advance(days(15));
  expect([await count(60), await count(300), await count(3_600)]).toEqual([[], [3], [3]]);
  await cloud.clock.advance(days(63));
  expect([await count(300), await count(3_600)]).toEqual([[], [3]]);
  await cloud.clock.advance(days(455));
  expect(await count(3_600)).toEqual([]);
});
