import { expect } from 'vitest';
import { scenario, type World } from '#harness/vitest';

const LOGS = 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference';
const METRICS = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference';
const ALARMS = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html';
const MISSING = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html';
const MINUTE = 60_000;

async function logGroup(world: World) {
  const logs = await world.clients.logs();
  const logGroupName = `/safelight/${world.fresh('log')}`;
  const logStreamName = 'one';
  await logs.createLogGroup({ logGroupName });
  await logs.createLogStream({ logGroupName, logStreamName });
  const write = (...messages: readonly string[]) =>
    logs.putLogEvents({
      logGroupName,
      logStreamName,
      logEvents: messages.map((message) => ({ message, timestamp: world.now() })),
    });
  return { logs, logGroupName, logStreamName, write };
}

scenario(
  'what was logged is read back in order',
  { source: `${LOGS}/API_GetLogEvents.html` },
  async (world) => {
    const { logs, logGroupName, logStreamName, write } = await logGroup(world);
    await write('first', 'second', 'third');
    const { events = [] } = await logs.getLogEvents({ logGroupName, logStreamName, startFromHead: true });
    expect(events.map(({ message }) => message)).toEqual(['first', 'second', 'third']);
  },
);

for (const [pattern, expected] of [
  ['ERROR', ['ERROR disk full']],
  ['-ERROR', ['INFO ready', '{"level":"warn","bytes":42}']],
  ['?disk ?ready', ['ERROR disk full', 'INFO ready']],
  ['"disk full"', ['ERROR disk full']],
  ['{ $.bytes > 40 }', ['{"level":"warn","bytes":42}']],
  ['{ $.level = "info" }', []],
] as const) {
  scenario(
    `the filter ${pattern} finds ${expected.length} of three lines`,
    { source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html' },
    async (world) => {
      const { logs, logGroupName, write } = await logGroup(world);
      await write('ERROR disk full', 'INFO ready', '{"level":"warn","bytes":42}');
      const { events = [] } = await logs.filterLogEvents({ logGroupName, filterPattern: pattern });
      expect(new Set(events.map(({ message }) => message))).toEqual(new Set<string>(expected));
    },
  );
}

scenario(
  'a log group that is there already is refused by name',
  { source: `${LOGS}/API_CreateLogGroup.html` },
  async (world) => {
    const { logs, logGroupName } = await logGroup(world);
    await expect(logs.createLogGroup({ logGroupName })).rejects.toMatchObject({
      name: 'ResourceAlreadyExistsException',
    });
  },
);

scenario(
  'a retention that is not on the list is refused',
  { source: `${LOGS}/API_PutRetentionPolicy.html` },
  async (world) => {
    const { logs, logGroupName } = await logGroup(world);
    await expect(logs.putRetentionPolicy({ logGroupName, retentionInDays: 2 })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    await logs.putRetentionPolicy({ logGroupName, retentionInDays: 14 });
  },
);

scenario(
  'lines older than the retention are gone',
  { source: `${LOGS}/API_PutRetentionPolicy.html`, needs: ['time-travel'] },
  async (world) => {
    const { logs, logGroupName, logStreamName, write } = await logGroup(world);
    await logs.putRetentionPolicy({ logGroupName, retentionInDays: 1 });
    await write('old');
    await world.elapse(4 * 24 * 60 * MINUTE);
    const { events = [] } = await logs.getLogEvents({ logGroupName, logStreamName, startFromHead: true });
    expect(events).toEqual([]);
  },
);

async function metric(world: World) {
  const cloudwatch = await world.clients.cloudwatch();
  const Namespace = world.fresh('safelight');
  const put = (...values: readonly number[]) =>
    cloudwatch.putMetricData({
      Namespace,
      MetricData: values.map((Value) => ({ MetricName: 'Photos', Value, Timestamp: new Date(world.now()) })),
    });
  const statistics = async () => {
    const { Datapoints: [point] = [] } = await cloudwatch.getMetricStatistics({
      Namespace,
      MetricName: 'Photos',
      StartTime: new Date(world.now() - 10 * MINUTE),
      EndTime: new Date(world.now() + 10 * MINUTE),
      Period: 3600,
      Statistics: ['Sum', 'Average', 'Minimum', 'Maximum', 'SampleCount'],
    });
    return point;
  };
  return { cloudwatch, Namespace, put, statistics };
}

scenario(
  'a metric sums, averages and counts what was put',
  { source: `${METRICS}/API_GetMetricStatistics.html` },
  async (world) => {
    const { put, statistics } = await metric(world);
    await put(1, 2, 6);
    const point = await world.eventually(statistics);
    expect(point).toMatchObject({ Sum: 9, Average: 3, Minimum: 1, Maximum: 6, SampleCount: 3 });
  },
);

scenario(
  'a metric that nobody put has no data, and that is no error',
  { source: `${METRICS}/API_GetMetricStatistics.html` },
  async (world) => {
    const { statistics } = await metric(world);
    expect(await statistics()).toBeUndefined();
  },
);

async function alarm(world: World, treatMissing: string) {
  const found = await metric(world);
  const AlarmName = world.fresh('alarm');
  await found.cloudwatch.putMetricAlarm({
    AlarmName,
    Namespace: found.Namespace,
    MetricName: 'Photos',
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 10,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: treatMissing,
  });
  const state = async () => {
    const { MetricAlarms: [seen] = [] } = await found.cloudwatch.describeAlarms({ AlarmNames: [AlarmName] });
    return seen?.StateValue;
  };
  const becomes = (wanted: string) =>
    world.eventually(
      async () => {
        const now = await state();
        if (now !== wanted) throw new Error(`the alarm is ${now}`);
        return now;
      },
      { within: 10 * MINUTE },
    );
  return { ...found, AlarmName, state, becomes };
}

scenario('an alarm begins without data', { source: ALARMS }, async (world) => {
  const { state } = await alarm(world, 'missing');
  expect(await state()).toBe('INSUFFICIENT_DATA');
});

scenario(
  'an alarm goes off above its threshold and calms down below it',
  { source: ALARMS, needs: ['time-travel'] },
  async (world) => {
    const { put, becomes } = await alarm(world, 'notBreaching');
    await put(11);
    await becomes('ALARM');
    await becomes('OK');
  },
);

scenario(
  'a sum at its threshold is not above it',
  { source: ALARMS, needs: ['time-travel'] },
  async (world) => {
    const { put, becomes } = await alarm(world, 'missing');
    await put(10);
    await becomes('OK');
  },
);

scenario(
  'missing data breaches where it is told to',
  { source: MISSING, needs: ['time-travel'] },
  async (world) => {
    const { becomes } = await alarm(world, 'breaching');
    await becomes('ALARM');
  },
);

scenario(
  'an alarm set off by hand tells its topic',
  { source: `${METRICS}/API_SetAlarmState.html` },
  async (world) => {
    const { cloudwatch, Namespace } = await metric(world);
    const [sns, sqs] = await Promise.all([world.clients.sns(), world.clients.sqs()]);
    const { TopicArn = '' } = await sns.createTopic({ Name: world.fresh('alarms') });
    const QueueName = world.fresh('alarms');
    const Endpoint = `arn:aws:sqs:${world.region}:${world.accountId}:${QueueName}`;
    const Statement = [
      {
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: Endpoint,
      },
    ];
    const { QueueUrl } = await sqs.createQueue({
      QueueName,
      Attributes: { Policy: JSON.stringify({ Version: '2012-10-17', Statement }) },
    });
    await sns.subscribe({ TopicArn, Protocol: 'sqs', Endpoint, Attributes: { RawMessageDelivery: 'true' } });
    const AlarmName = world.fresh('alarm');
    await cloudwatch.putMetricAlarm({
      AlarmName,
      Namespace,
      MetricName: 'Photos',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 10,
      ComparisonOperator: 'GreaterThanThreshold',
      AlarmActions: [TopicArn],
    });
    await cloudwatch.setAlarmState({ AlarmName, StateValue: 'ALARM', StateReason: 'a drill' });
    const told = await world.eventually(async () => (await sqs.receiveMessage({ QueueUrl })).Messages?.[0]);
    expect(JSON.parse(told.Body ?? '{}')).toMatchObject({
      AlarmName,
      NewStateValue: 'ALARM',
      NewStateReason: 'a drill',
    });
  },
);
