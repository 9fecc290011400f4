import { CloudWatch, type PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { SNS } from '@aws-sdk/client-sns';
import { SQS } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { days, minutes, seconds, toDate } from '../../kernel/instant.ts';
import { clientConfig } from '../../testing/client-config.ts';

const START = Date.UTC(2026, 10, 20, 10, 0, 0);
const TOPIC = 'arn:aws:sns:us-east-1:000000000000:pager';

const start = () => createCloud({ clock: 'manual', startAt: START });

const config = (cloud: Cloud) => ({
  ...clientConfig(cloud),
  systemClockOffset: cloud.clock.now() - cloud.clock.wall(),
});
const clientOf = (cloud: Cloud): CloudWatch => new CloudWatch(config(cloud));

const ALARM: PutMetricAlarmInput = {
  AlarmName: 'high',
  Namespace: 'app',
  MetricName: 'm',
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 10,
  ComparisonOperator: 'GreaterThanThreshold',
};

const put = (cloud: Cloud, Value: number, MetricName = 'm') =>
  clientOf(cloud).putMetricData({
    Namespace: 'app',
    MetricData: [{ MetricName, Value, Timestamp: toDate(cloud.clock.now()) }],
  });

const stateOf = async (cloud: Cloud, name = 'high'): Promise<string | undefined> => {
  const found = await clientOf(cloud).describeAlarms({
    AlarmNames: [name],
    AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
  });
  return [...(found.MetricAlarms ?? []), ...(found.CompositeAlarms ?? [])][0]?.StateValue;
};

/** A queue that hears what the alarms' topic is told. */
async function listen(cloud: Cloud): Promise<() => Promise<Record<string, unknown>[]>> {
  const sns = new SNS(config(cloud));
  const sqs = new SQS(config(cloud));
  await sns.createTopic({ Name: 'pager' });
  const Endpoint = 'arn:aws:sqs:us-east-1:000000000000:pages';
  const Policy = JSON.stringify({
    Statement: { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: Endpoint },
  });
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'pages', Attributes: { Policy } });
  await sns.subscribe({ TopicArn: TOPIC, Protocol: 'sqs', Endpoint });
  return async () => {
    await cloud.clock.settle();
    const { Messages } = await new SQS(config(cloud)).receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 });
    for (const { ReceiptHandle } of Messages ?? []) {
      await new SQS(config(cloud)).deleteMessage({ QueueUrl, ReceiptHandle });
    }
    return (Messages ?? []).map(({ Body }) => JSON.parse(Body ?? '') as Record<string, unknown>);
  };
}

test('a new alarm is unchecked, and shown with every list it has', async () => {
  await using cloud = await start();
  const client = clientOf(cloud);
  await client.putMetricAlarm({ ...ALARM, Threshold: 30, Period: 10 });
  const { MetricAlarms, CompositeAlarms } = await client.describeAlarms({});
  expect(CompositeAlarms).toEqual([]);
  expect(MetricAlarms).toEqual([
    {
      ActionsEnabled: true,
      AlarmActions: [],
      AlarmArn: 'arn:aws:cloudwatch:us-east-1:000000000000:alarm:high',
      AlarmConfigurationUpdatedTimestamp: toDate(START),
      AlarmName: 'high',
      ComparisonOperator: 'GreaterThanThreshold',
      Dimensions: [],
      EvaluationPeriods: 1,
      InsufficientDataActions: [],
      MetricName: 'm',
      Namespace: 'app',
      OKActions: [],
      Period: 10,
      StateReason: 'Unchecked: Initial alarm creation',
      StateTransitionedTimestamp: toDate(START),
      StateUpdatedTimestamp: toDate(START),
      StateValue: 'INSUFFICIENT_DATA',
      Statistic: 'Sum',
      Threshold: 30,
    },
  ]);
});

test('an alarm goes off and clears on the clock, and says so to its topic', async () => {
  await using cloud = await start();
  const heard = await listen(cloud);
  const client = clientOf(cloud);
  await client.putMetricAlarm({
    ...ALARM,
    AlarmDescription: 'too many',
    AlarmActions: [TOPIC],
    OKActions: [TOPIC],
    TreatMissingData: 'notBreaching',
  });
  await cloud.clock.advance(minutes(1));
  expect(await stateOf(cloud)).toBe('OK');
  await heard();
  await put(cloud, 12);
  await cloud.clock.advance(minutes(1));
  expect(await stateOf(cloud)).toBe('ALARM');
  const [page] = await heard();
  expect(page?.['Subject']).toBe('ALARM: "high" in US East (N. Virginia)');
  const reason =
    'Threshold Crossed: 1 datapoint [12.0 (20/11/26 10:01:00)] was greater than the threshold (10.0).';
  expect(page?.['Message']).toBe(
    JSON.stringify({
      AlarmName: 'high',
      AlarmDescription: 'too many',
      AWSAccountId: '000000000000',
      AlarmConfigurationUpdatedTimestamp: '2026-11-20T10:00:00.000+0000',
      NewStateValue: 'ALARM',
      NewStateReason: reason,
      StateChangeTime: '2026-11-20T10:02:00.000+0000',
      Region: 'US East (N. Virginia)',
      AlarmArn: 'arn:aws:cloudwatch:us-east-1:000000000000:alarm:high',
      OldStateValue: 'OK',
      ActionExecutedAfterMuteWindow: false,
      OKActions: [TOPIC],
      AlarmActions: [TOPIC],
      InsufficientDataActions: [],
      Trigger: {
        MetricName: 'm',
        Namespace: 'app',
        StatisticType: 'Statistic',
        Statistic: 'SUM',
        Unit: null,
        Dimensions: [],
        Period: 60,
        EvaluationPeriods: 1,
        ComparisonOperator: 'GreaterThanThreshold',
        Threshold: 10,
        TreatMissingData: 'notBreaching',
        EvaluateLowSampleCountPercentile: '',
      },
    }),
  );
  await cloud.clock.advance(minutes(3));
  expect(await stateOf(cloud)).toBe('OK');
  expect((await heard()).map(({ Subject }) => Subject)).toEqual(['OK: "high" in US East (N. Virginia)']);
});

test('what happened to an alarm is its history, newest first', async () => {
  await using cloud = await start();
  const client = clientOf(cloud);
  await client.putMetricAlarm({ ...ALARM, AlarmActions: [TOPIC] });
  await put(cloud, 12);
  await cloud.clock.advance(minutes(1));
  const { AlarmHistoryItems = [] } = await clientOf(cloud).describeAlarmHistory({ AlarmName: 'high' });
  expect(
    AlarmHistoryItems.map(({ HistoryItemType, HistorySummary }) => [HistoryItemType, HistorySummary]),
  ).toEqual([
    ['Action', `Failed to execute action ${TOPIC}. Received error: "Topic does not exist"`],
    ['StateUpdate', 'Alarm updated from INSUFFICIENT_DATA to ALARM'],
    ['ConfigurationUpdate', 'Alarm "high" created'],
  ]);
  expect(JSON.parse(AlarmHistoryItems[1]?.HistoryData ?? '')).toEqual({
    version: '1.0',
    oldState: { stateValue: 'INSUFFICIENT_DATA', stateReason: 'Unchecked: Initial alarm creation' },
    newState: {
      stateValue: 'ALARM',
      stateReason:
        'Threshold Crossed: 1 datapoint [12.0 (20/11/26 10:00:00)] was greater than the threshold (10.0).',
      stateReasonData: {
        version: '1.0',
        queryDate: '2026-11-20T10:01:00.000+0000',
        startDate: '2026-11-20T10:00:00.000+0000',
        statistic: 'Sum',
        period: 60,
        recentDatapoints: [12],
        threshold: 10,
        evaluatedDatapoints: [{ timestamp: '2026-11-20T10:00:00.000+0000', sampleCount: 1, value: 12 }],
      },
    },
  });
});

test('two periods of five minutes have to breach, seen every minute', async () => {
  await using cloud = await start();
  await clientOf(cloud).putMetricAlarm({
    ...ALARM,
    Period: 300,
    EvaluationPeriods: 2,
    TreatMissingData: 'notBreaching',
  });
  await put(cloud, 11);
  await cloud.clock.advance(minutes(5));
  expect(await stateOf(cloud)).toBe('OK');
  await put(cloud, 11);
  await cloud.clock.advance(minutes(1));
  expect(await stateOf(cloud)).toBe('ALARM');
  await cloud.clock.advance(minutes(30));
  expect(await stateOf(cloud)).toBe('OK');
});

test('a state that is set lasts until the next evaluation', async () => {
  await using cloud = await start();
  const heard = await listen(cloud);
  const client = clientOf(cloud);
  await client.putMetricAlarm({ ...ALARM, AlarmActions: [TOPIC], InsufficientDataActions: [TOPIC] });
  await cloud.clock.advance(seconds(61));
  await clientOf(cloud).setAlarmState({ AlarmName: 'high', StateValue: 'ALARM', StateReason: 'testing' });
  expect(await stateOf(cloud)).toBe('ALARM');
  await cloud.clock.advance(minutes(1));
  expect(await stateOf(cloud)).toBe('INSUFFICIENT_DATA');
  expect(await heard()).toHaveLength(2);
});

test('alarms whose actions are disabled change state in silence', async () => {
  await using cloud = await start();
  const heard = await listen(cloud);
  const client = clientOf(cloud);
  await client.putMetricAlarm({ ...ALARM, AlarmActions: [TOPIC], TreatMissingData: 'ignore' });
  await client.disableAlarmActions({ AlarmNames: ['high'] });
  await client.setAlarmState({ AlarmName: 'high', StateValue: 'ALARM', StateReason: 'testing' });
  expect(await heard()).toEqual([]);
  await client.setAlarmState({ AlarmName: 'high', StateValue: 'OK', StateReason: 'testing' });
  await client.enableAlarmActions({ AlarmNames: ['high'] });
  await client.setAlarmState({ AlarmName: 'high', StateValue: 'ALARM', StateReason: 'testing' });
  expect(await heard()).toHaveLength(1);
});

test('wrong states and alarms that are not there are refused', async () => {
  await using cloud = await start();
  const client = clientOf(cloud);
  await expect(
    client.setAlarmState({ AlarmName: 'x', StateValue: 'INVALID' as 'OK', StateReason: '' }),
  ).rejects.toMatchObject({
    message:
      "1 validation error detected: Value 'INVALID' at 'stateValue' failed to satisfy constraint: Member must satisfy enum value set: [INSUFFICIENT_DATA, ALARM, OK]",
  });
  await expect(
    client.setAlarmState({ AlarmName: 'x', StateValue: 'OK', StateReason: '' }),
  ).rejects.toMatchObject({ name: 'ResourceNotFound', $metadata: { httpStatusCode: 404 } });
  await expect(client.deleteAlarms({ AlarmNames: ['x'] })).rejects.toMatchObject({
    name: 'ResourceNotFound',
  });
  await expect(
    client.putMetricAlarm({ ...ALARM, ComparisonOperator: 'GreaterThanUpperThreshold' }),
  ).rejects.toMatchObject({ name: 'NotImplemented' });
});

test('an alarm watches metric math', async () => {
  await using cloud = await start();
  const stat = (MetricName: string) => ({
    Metric: { Namespace: 'app', MetricName },
    Period: 60,
    Stat: 'Sum',
  });
  await clientOf(cloud).putMetricAlarm({
    AlarmName: 'high',
    EvaluationPeriods: 1,
    Threshold: 50,
    ComparisonOperator: 'GreaterThanThreshold',
    Metrics: [
      { Id: 'rate', Expression: '100 * bad / all' },
      { Id: 'bad', MetricStat: stat('errors'), ReturnData: false },
      { Id: 'all', MetricStat: stat('requests'), ReturnData: false },
    ],
  });
  await put(cloud, 6, 'errors');
  await put(cloud, 10, 'requests');
  await cloud.clock.advance(minutes(1));
  expect(await stateOf(cloud)).toBe('ALARM');
});

test('a composite alarm follows the alarms of its rule', async () => {
  await using cloud = await start();
  const heard = await listen(cloud);
  const client = clientOf(cloud);
  for (const AlarmName of ['a', 'b c'])
    await client.putMetricAlarm({ ...ALARM, AlarmName, TreatMissingData: 'ignore' });
  const AlarmRule = 'ALARM(a) AND (ALARM("b c") OR NOT TRUE)';
  await client.putCompositeAlarm({ AlarmName: 'both', AlarmRule, AlarmActions: [TOPIC] });
  const set = (AlarmName: string, StateValue: 'ALARM' | 'OK') =>
    client.setAlarmState({ AlarmName, StateValue, StateReason: 'testing' });
  expect(await stateOf(cloud, 'both')).toBe('OK');
  await set('a', 'ALARM');
  expect(await stateOf(cloud, 'both')).toBe('OK');
  await set('b c', 'ALARM');
  expect(await stateOf(cloud, 'both')).toBe('ALARM');
  const [page] = await heard();
  expect(JSON.parse(String(page?.['Message']))).toMatchObject({
    AlarmName: 'both',
    AlarmRule,
    OldStateValue: 'OK',
  });
  await set('a', 'OK');
  expect(await stateOf(cloud, 'both')).toBe('OK');
  await expect(client.putCompositeAlarm({ AlarmName: 'x', AlarmRule: 'ALARM(a' })).rejects.toThrow(
    'AlarmRule',
  );
  await expect(client.putCompositeAlarm({ AlarmName: 'x', AlarmRule: 'OK(nowhere)' })).rejects.toThrow(
    'nowhere',
  );
});

test('composite alarms that look at each other settle', async () => {
  await using cloud = await start();
  const client = clientOf(cloud);
  await client.putMetricAlarm({ ...ALARM, AlarmName: 'a', TreatMissingData: 'ignore' });
  await client.putCompositeAlarm({ AlarmName: 'x', AlarmRule: 'ALARM(a)' });
  await client.putCompositeAlarm({ AlarmName: 'y', AlarmRule: 'NOT ALARM(x)' });
  await client.putCompositeAlarm({ AlarmName: 'x', AlarmRule: 'ALARM(a) OR OK(y)' });
  await client.setAlarmState({ AlarmName: 'a', StateValue: 'ALARM', StateReason: 'testing' });
  expect([await stateOf(cloud, 'x'), await stateOf(cloud, 'y')]).toEqual(['ALARM', 'OK']);
});

test('a year without data is passed over, and the alarm still wakes for the first value after it', async () => {
  await using cloud = await start();
  await clientOf(cloud).putMetricAlarm({ ...ALARM, TreatMissingData: 'notBreaching' });
  await put(cloud, 11);
  const elapsed = cloud.clock.stopwatch();
  await cloud.clock.advance(days(365));
  expect(elapsed()).toBeLessThan(2_000);
  expect(await stateOf(cloud)).toBe('OK');
  await put(cloud, 11);
  await cloud.clock.advance(minutes(1));
  expect(await stateOf(cloud)).toBe('ALARM');
});

test('alarms and metrics outlive the process', async () => {
  const { mkdtempSync, rmSync } = await import('node:fs');
  const data = mkdtempSync('/tmp/safelight-alarms-');
  try {
    {
      await using cloud = await createCloud({ clock: 'manual', startAt: START, data });
      await clientOf(cloud).putMetricAlarm(ALARM);
      await put(cloud, 11);
    }
    await using cloud = await createCloud({ clock: 'manual', startAt: START, data });
    await cloud.clock.advance(minutes(1));
    expect(await stateOf(cloud)).toBe('ALARM');
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});

test('tags of alarms come and go', async () => {
  await using cloud = await start();
  const client = clientOf(cloud);
  await client.putMetricAlarm({ ...ALARM, Tags: [{ Key: 'a', Value: '1' }] });
  const ResourceARN = 'arn:aws:cloudwatch:us-east-1:000000000000:alarm:high';
  await client.tagResource({ ResourceARN, Tags: [{ Key: 'b', Value: '2' }] });
  await client.untagResource({ ResourceARN, TagKeys: ['a'] });
  expect((await client.listTagsForResource({ ResourceARN })).Tags).toEqual([{ Key: 'b', Value: '2' }]);
  await expect(client.listTagsForResource({ ResourceARN: `${ResourceARN}er` })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('dashboards are kept as they are written', async () => {
  await using cloud = await start();
  const client = clientOf(cloud);
  const DashboardBody = '{"widgets": []}';
  await client.putDashboard({ DashboardName: 'main', DashboardBody });
  expect(await client.getDashboard({ DashboardName: 'main' })).toMatchObject({ DashboardBody });
  expect((await client.listDashboards({ DashboardNamePrefix: 'm' })).DashboardEntries).toEqual([
    {
      DashboardArn: 'arn:aws:cloudwatch::000000000000:dashboard/main',
      DashboardName: 'main',
      LastModified: toDate(START),
      Size: 15,
    },
  ]);
  await client.deleteDashboards({ DashboardNames: ['main'] });
  await expect(client.getDashboard({ DashboardName: 'main' })).rejects.toMatchObject({
    message: 'Dashboard main does not exist',
    $metadata: { httpStatusCode: 404 },
  });
  await expect(client.putDashboard({ DashboardName: 'main', DashboardBody: '[' })).rejects.toMatchObject({
    name: 'DashboardInvalidInputError',
  });
});
