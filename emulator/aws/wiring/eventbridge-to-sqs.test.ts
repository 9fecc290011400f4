import { EventBridge, type Target } from '@aws-sdk/client-eventbridge';
import { S3 } from '@aws-sdk/client-s3';
import { SQS } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../cloud.ts';
import { clientConfig } from '../testing/client-config.ts';

const ACCOUNT = '000000000000';
const arnOf = (service: string, name: string) => `arn:aws:${service}:us-east-1:${ACCOUNT}:${name}`;

/** A queue that takes what rules send it, and how to empty it. */
async function startQueue(sqs: SQS, QueueName: string) {
  const Policy = JSON.stringify({
    Statement: {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: arnOf('sqs', QueueName),
      Condition: { ArnLike: { 'aws:SourceArn': arnOf('events', 'rule/*') } },
    },
  });
  const { QueueUrl } = await sqs.createQueue({ QueueName, Attributes: { Policy, VisibilityTimeout: '0' } });
  const receive = async () => {
    const { Messages = [] } = await sqs.receiveMessage({
      QueueUrl,
      MaxNumberOfMessages: 10,
      MessageAttributeNames: ['All'],
    });
    return Messages;
  };
  return { QueueUrl, receive };
}

async function start(cloud: Cloud, target: Partial<Target> = {}) {
  const events = new EventBridge(clientConfig(cloud));
  const sqs = new SQS(clientConfig(cloud));
  const { receive, QueueUrl } = await startQueue(sqs, 'q');
  await events.putRule({ Name: 'r', EventPattern: '{"source":["app"]}' });
  await events.putTargets({ Rule: 'r', Targets: [{ Id: 'q', Arn: arnOf('sqs', 'q'), ...target }] });
  const put = (Detail: object, more: object = {}) =>
    events.putEvents({
      Entries: [{ Source: 'app', DetailType: 'Thing', Detail: JSON.stringify(Detail), ...more }],
    });
  const bodies = async () => {
    await cloud.clock.settle();
    return (await receive()).map(({ Body }) => Body!);
  };
  return { events, sqs, QueueUrl, put, bodies, receive };
}

const startAt = Date.parse('2026-01-01T00:00:00.500Z');

test('a queue gets the event in its envelope, and only what the rule wants', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt });
  const { put, bodies } = await start(cloud);
  const { Entries } = await put({ n: 1 }, { Resources: ['r1'] });
  await put({ n: 2 }, { Source: 'other' });
  expect((await bodies()).map((body) => JSON.parse(body) as unknown)).toEqual([
    {
      version: '0',
      id: Entries![0]!.EventId,
      'detail-type': 'Thing',
      source: 'app',
      account: ACCOUNT,
      time: '2026-01-01T00:00:00Z',
      region: 'us-east-1',
      resources: ['r1'],
      detail: { n: 1 },
    },
  ]);
});

test('what is wrong with one entry does not hold up the others', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { events, bodies } = await start(cloud);
  const good = { Source: 'app', DetailType: 'Thing', Detail: '{}' };
  const { FailedEntryCount, Entries } = await events.putEvents({
    Entries: [
      { Source: 'app', DetailType: 'Thing' },
      { ...good, Detail: '{' },
      { ...good, Detail: '[]' },
      { ...good, Source: 'aws.s3' },
      { ...good, EventBusName: 'nowhere' },
      good,
    ],
  });
  expect(FailedEntryCount).toBe(4);
  expect(Entries).toMatchObject([
    {
      ErrorCode: 'InvalidArgument',
      ErrorMessage: 'Parameter Detail is not valid. Reason: Detail is a required argument.',
    },
    { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' },
    { ErrorCode: 'MalformedDetail' },
    { ErrorCode: 'NotAuthorizedForSourceException' },
    { EventId: expect.any(String) as string },
    { EventId: expect.any(String) as string },
  ]);
  expect(await bodies()).toHaveLength(1);
});

test('a request of a mebibyte, of no entry or of eleven is refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { events } = await start(cloud);
  const entry = { Source: 'app', DetailType: 'Thing', Detail: `{"a":"${'x'.repeat(1_048_576)}"}` };
  await expect(events.putEvents({ Entries: [entry] })).rejects.toMatchObject({
    name: 'ValidationException',
    message: 'Total size of the entries in the request is over the limit.',
  });
  for (const length of [0, 11]) {
    await expect(events.putEvents({ Entries: Array.from({ length }, () => entry) })).rejects.toThrow(
      /failed to satisfy constraint: Member must have length/,
    );
  }
});

test.each<[string, Partial<Target>, string]>([
  ['a constant', { Input: '{"hello":"world"}' }, '{"hello":"world"}'],
  ['a part of the event', { InputPath: '$.detail.image' }, '{"key":"a/b.png","size":7,"tags":["x"]}'],
  [
    'a template of JSON',
    {
      InputTransformer: {
        InputPathsMap: {
          key: '$.detail.image.key',
          size: '$.detail.image.size',
          tags: '$.detail.image.tags',
        },
        InputTemplate:
          '{"key": <key>, "size": <size>, "tags": <tags>, "text": "<key> has <size>", "rule": <aws.events.rule-name>}',
      },
    },
    '{"key": "a/b.png", "size": 7, "tags": ["x"], "text": "a/b.png has 7", "rule": "r"}',
  ],
  [
    'a template of text',
    {
      InputTransformer: {
        InputPathsMap: { t: '$.detail-type', none: '$.no' },
        InputTemplate: '"a <t><none>"',
      },
    },
    '"a Thing"',
  ],
])('a target can be given %s', async (_what, input, expected) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { put, bodies } = await start(cloud, input);
  await put({ image: { key: 'a/b.png', size: 7, tags: ['x'] } });
  expect(await bodies()).toEqual([expected]);
});

test('what a queue does not let in goes to the dead-letter queue, with the reason', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const DeadLetterConfig = { Arn: arnOf('sqs', 'dead') };
  const { sqs, put, QueueUrl } = await start(cloud, { DeadLetterConfig });
  const dead = await startQueue(sqs, 'dead');
  await sqs.setQueueAttributes({ QueueUrl, Attributes: { Policy: '' } });
  await put({ n: 1 });
  await cloud.clock.settle();
  const [letter] = await dead.receive();
  expect(JSON.parse(letter!.Body!)).toMatchObject({ source: 'app', detail: { n: 1 } });
  const attributes = Object.entries(letter!.MessageAttributes!).map(([name, { StringValue }]) => [
    name,
    StringValue,
  ]);
  expect(Object.fromEntries(attributes)).toEqual({
    ERROR_CODE: 'NO_PERMISSIONS',
    ERROR_MESSAGE: expect.stringContaining('sqs:sendmessage') as string,
    RETRY_ATTEMPTS: '0',
    RULE_ARN: arnOf('events', 'rule/r'),
    TARGET_ARN: arnOf('sqs', 'q'),
  });
});

test('a schedule sends its event each time it is due, until it is disabled', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: Date.parse('2026-01-01T00:00:00Z') });
  const { events, bodies } = await start(cloud);
  await events.putRule({ Name: 'tick', ScheduleExpression: 'rate(5 minutes)' });
  await events.putTargets({ Rule: 'tick', Targets: [{ Id: 'q', Arn: arnOf('sqs', 'q') }] });
  await cloud.clock.advance(11 * 60_000);
  expect((await bodies()).map((body) => JSON.parse(body) as unknown)).toMatchObject([
    {
      source: 'aws.events',
      'detail-type': 'Scheduled Event',
      time: '2026-01-01T00:05:00Z',
      resources: [arnOf('events', 'rule/tick')],
      detail: {},
    },
    { time: '2026-01-01T00:10:00Z' },
  ]);
  await events.disableRule({ Name: 'tick' });
  await cloud.clock.advance(60 * 60_000);
  expect(await bodies()).toHaveLength(2);
});

test('an upload to a bucket that tells EventBridge becomes an event of S3', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { events, bodies } = await start(cloud);
  const s3 = new S3({ ...clientConfig(cloud), forcePathStyle: true });
  await s3.createBucket({ Bucket: 'photos' });
  const NotificationConfiguration = { EventBridgeConfiguration: {} };
  await s3.putBucketNotificationConfiguration({ Bucket: 'photos', NotificationConfiguration });
  const detail = { object: { key: [{ suffix: '.png' }] } };
  const EventPattern = JSON.stringify({ source: ['aws.s3'], 'detail-type': ['Object Created'], detail });
  await events.putRule({ Name: 'uploads', EventPattern });
  await events.putTargets({ Rule: 'uploads', Targets: [{ Id: 'q', Arn: arnOf('sqs', 'q') }] });
  await s3.putObject({ Bucket: 'photos', Key: 'a.txt', Body: 'x' });
  await s3.putObject({ Bucket: 'photos', Key: 'a b.png', Body: 'hello' });
  expect((await bodies()).map((body) => JSON.parse(body) as unknown)).toMatchObject([
    {
      resources: ['arn:aws:s3:::photos'],
      detail: { object: { key: 'a b.png', size: 5 }, reason: 'PutObject' },
    },
  ]);
});

test('an event goes from one bus to another, and no further', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { events, put, bodies } = await start(cloud);
  await events.putRule({
    Name: 'r',
    EventPattern: '{"source":["app"]}',
    EventBusName: (await bus('b')).Name,
  });
  await events.putTargets({
    Rule: 'r',
    EventBusName: 'b',
    Targets: [
      { Id: 'q', Arn: arnOf('sqs', 'q'), Input: '"from b"' },
      { Id: 'back', Arn: arnOf('events', 'event-bus/default') },
    ],
  });
  await events.putTargets({ Rule: 'r', Targets: [{ Id: 'on', Arn: arnOf('events', 'event-bus/b') }] });
  const { Entries } = await put({});
  const [first, second, ...more] = await bodies();
  expect(JSON.parse(first!)).toMatchObject({ id: Entries![0]!.EventId });
  expect([second, more]).toEqual(['"from b"', []]);

  async function bus(Name: string) {
    await events.createEventBus({ Name });
    return { Name };
  }
});

test('from the call to the message in the queue, each fact names its cause', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { put, bodies } = await start(cloud);
  await put({});
  await bodies();
  const call = cloud.journal.entries().find(({ operation }) => operation === 'PutEvents')!;
  expect(cloud.journal.tree(call.seq).map(({ type }) => type)).toEqual([
    'call',
    'eventbridge.event',
    'eventbridge.delivery',
    'sqs.message',
  ]);
});
