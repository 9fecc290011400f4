import { SQS } from '@aws-sdk/client-sqs';
import type { CreateEventSourceMappingRequest } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../cloud.ts';
import { days, seconds } from '../kernel/instant.ts';
import { startFunction } from '../testing/start-function.ts';
import { clientConfig } from '../testing/client-config.ts';

const QUEUE_ARN = 'arn:aws:sqs:us-east-1:000000000000:photos';

/** A queue that feeds a function. */
async function startPair(
  cloud: Cloud,
  source: string,
  mapping: Partial<CreateEventSourceMappingRequest> = {},
  queue: { readonly name?: string; readonly attributes?: Record<string, string> } = {},
) {
  const sqs = new SQS(clientConfig(cloud));
  const { name = 'photos', attributes: Attributes } = queue;
  const { QueueUrl } = await sqs.createQueue({ QueueName: name, Attributes });
  const { lambda } = await startFunction(cloud, source);
  const EventSourceArn = QUEUE_ARN.replace('photos', name);
  const created = await lambda.createEventSourceMapping({ FunctionName: 'f', EventSourceArn, ...mapping });
  const left = async () => {
    const { Attributes: counts } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['All'] });
    return [counts!['ApproximateNumberOfMessages'], counts!['ApproximateNumberOfMessagesNotVisible']];
  };
  const send = (body: unknown) => sqs.sendMessage({ QueueUrl, MessageBody: JSON.stringify(body) });
  return { sqs, QueueUrl, lambda, created, left, send };
}

/** What the function logged, in the order of its invocations. */
async function logged(cloud: Cloud): Promise<string[]> {
  const { CloudWatchLogs } = await import('@aws-sdk/client-cloudwatch-logs');
  const logs = new CloudWatchLogs(clientConfig(cloud));
  const { events = [] } = await logs.filterLogEvents({
    logGroupName: '/aws/lambda/f',
    filterPattern: 'INFO',
  });
  return events.map(({ message }) => message!.trim().split('\t').at(-1)!);
}

const LOG_BODIES = `exports.handler = async ({ Records }) => { console.log(Records.map(({ body }) => body).join(' ')); };`;

test('a message invokes the function, which sees it as AWS shows it, and is deleted', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { sqs, QueueUrl, left } = await startPair(
    cloud,
    'exports.handler = async (event) => { console.log(JSON.stringify(event)); };',
  );
  const { MessageId } = await sqs.sendMessage({
    QueueUrl,
    MessageBody: 'a photo',
    MessageAttributes: { kind: { DataType: 'String', StringValue: 'jpeg' } },
  });
  await cloud.clock.settle();
  const [line] = await logged(cloud);
  expect(JSON.parse(line!)).toEqual({
    Records: [
      {
        messageId: MessageId,
        receiptHandle: expect.any(String) as string,
        body: 'a photo',
        attributes: {
          ApproximateReceiveCount: '1',
          SentTimestamp: String(cloud.clock.now()),
          SenderId: '000000000000',
          ApproximateFirstReceiveTimestamp: String(cloud.clock.now()),
        },
        messageAttributes: {
          kind: { stringValue: 'jpeg', stringListValues: [], binaryListValues: [], dataType: 'String' },
        },
        md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
        md5OfBody: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
        eventSource: 'aws:sqs',
        eventSourceARN: QUEUE_ARN,
        awsRegion: 'us-east-1',
      },
    ],
  });
  expect(await left()).toEqual(['0', '0']);
});

test('the call that sent a message is where the invocation follows from', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { send } = await startPair(cloud, LOG_BODIES);
  await send(1);
  await cloud.clock.settle();
  const entries = cloud.journal.entries();
  const sent = entries.find(({ operation }) => operation === 'SendMessage')!;
  expect(cloud.journal.tree(sent.seq).map(({ type }) => type)).toEqual(
    expect.arrayContaining(['call', 'lambda.batch', 'lambda.invocation']),
  );
});

test('a window gathers messages into one batch', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { send } = await startPair(cloud, LOG_BODIES, { BatchSize: 100, MaximumBatchingWindowInSeconds: 5 });
  for (let n = 1; n <= 15; n += 1) await send(n);
  await cloud.clock.settle();
  expect(await logged(cloud).catch(() => [])).toEqual([]);
  await cloud.clock.advance(seconds(5));
  expect(await logged(cloud)).toEqual(['1 2 3 4 5 6 7 8 9 10 11 12 13 14 15']);
});

test('a failed batch comes back when its visibility timeout has passed, and goes to the dead-letter queue', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const dead = new SQS(clientConfig(cloud));
  const { QueueUrl: deadUrl } = await dead.createQueue({ QueueName: 'dead' });
  const { send, left } = await startPair(
    cloud,
    'exports.handler = async ({ Records: [{ attributes }] }) => { console.log(attributes.ApproximateReceiveCount); throw new Error("no"); };',
    {},
    {
      attributes: {
        RedrivePolicy: JSON.stringify({
          deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:dead',
          maxReceiveCount: 3,
        }),
      },
    },
  );
  const started = cloud.clock.now();
  await send('broken');
  await cloud.clock.advance(days(1));
  expect(await logged(cloud)).toEqual(['1', '2', '3']);
  const times = cloud.journal.entries().filter(({ type }) => type === 'lambda.invocation');
  expect(times.map(({ at }) => (at - started) / 1_000)).toEqual([0, 30, 60]);
  expect(await left()).toEqual(['0', '0']);
  const { Messages } = await dead.receiveMessage({ QueueUrl: deadUrl });
  expect(Messages?.map(({ Body }) => Body)).toEqual(['"broken"']);
});

test.for([
  [
    'the failed ones come back',
    'Records.filter(({ body }) => body === "2").map(({ messageId }) => ({ itemIdentifier: messageId }))',
    ['1 2 3', '2'],
  ],
  ['none named, all taken in', '[]', ['1 2 3']],
  ['an unknown one, all come back', '[{ itemIdentifier: "nobody" }]', ['1 2 3', '1 2 3']],
] as const)('a function that reports failures decides itself: %s', async ([, failures, batches]) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { sqs, QueueUrl } = await startPair(
    cloud,
    `exports.handler = async ({ Records }) => {
       console.log(Records.map(({ body }) => body).join(' '));
       return { batchItemFailures: ${failures} };
     };`,
    { FunctionResponseTypes: ['ReportBatchItemFailures'] },
  );
  const Entries = ['1', '2', '3'].map((MessageBody) => ({ Id: MessageBody, MessageBody }));
  await sqs.sendMessageBatch({ QueueUrl, Entries });
  await cloud.clock.advance(seconds(31));
  expect(await logged(cloud)).toEqual(batches);
});

test('messages that no filter matches are deleted unseen', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { send, left } = await startPair(cloud, LOG_BODIES, {
    FilterCriteria: {
      Filters: [{ Pattern: '{"body":{"size":[{"numeric":[">",100]}],"type":[{"prefix":"image/"}]}}' }],
    },
  });
  await send({ size: 50, type: 'image/png' });
  await send({ size: 500, type: 'text/plain' });
  await send({ size: 500, type: 'image/png' });
  await cloud.clock.settle();
  expect(await logged(cloud)).toEqual(['{"size":500,"type":"image/png"}']);
  expect(await left()).toEqual(['0', '0']);
});

test('a FIFO queue feeds a group in order, one batch at a time', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { sqs, QueueUrl } = await startPair(
    cloud,
    LOG_BODIES,
    { BatchSize: 1 },
    { name: 'photos.fifo', attributes: { FifoQueue: 'true', ContentBasedDeduplication: 'true' } },
  );
  for (const MessageBody of ['1', '2', '3', '4']) {
    await sqs.sendMessage({ QueueUrl, MessageBody, MessageGroupId: 'g' });
  }
  await cloud.clock.settle();
  expect(await logged(cloud)).toEqual(['1', '2', '3', '4']);
});

test('no more batches run at once than the mapping allows', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { send } = await startPair(
    cloud,
    'exports.handler = async () => { console.log("start"); await new Promise((r) => setTimeout(r, 100)); console.log("end"); };',
    { BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } },
  );
  for (let n = 0; n < 6; n += 1) await send(n);
  await cloud.clock.settle();
  const { CloudWatchLogs } = await import('@aws-sdk/client-cloudwatch-logs');
  const logs = new CloudWatchLogs(clientConfig(cloud));
  const { logStreams } = await logs.describeLogStreams({ logGroupName: '/aws/lambda/f' });
  expect(logStreams).toHaveLength(2);
  expect(await logged(cloud)).toHaveLength(12);
});

test('a mapping is created, switched off and on, and deleted', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda, created, send, left } = await startPair(cloud, LOG_BODIES);
  const { UUID } = created;
  expect(created).toMatchObject({
    $metadata: { httpStatusCode: 202 },
    State: 'Creating',
    StateTransitionReason: 'USER_INITIATED',
    BatchSize: 10,
    MaximumBatchingWindowInSeconds: 0,
    EventSourceArn: QUEUE_ARN,
    FunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:f',
    EventSourceMappingArn: `arn:aws:lambda:us-east-1:000000000000:event-source-mapping:${UUID}`,
  });
  expect(await lambda.getEventSourceMapping({ UUID })).toMatchObject({ State: 'Enabled' });
  expect(await lambda.updateEventSourceMapping({ UUID, Enabled: false })).toMatchObject({
    State: 'Disabling',
  });
  await send(1);
  await cloud.clock.settle();
  expect(await left()).toEqual(['1', '0']);
  await lambda.updateEventSourceMapping({ UUID, Enabled: true });
  await cloud.clock.settle();
  expect(await left()).toEqual(['0', '0']);
  const listed = await lambda.listEventSourceMappings({ FunctionName: 'f' });
  expect(listed.EventSourceMappings).toMatchObject([{ UUID, State: 'Enabled' }]);
  expect(await lambda.deleteEventSourceMapping({ UUID })).toMatchObject({ State: 'Deleting' });
  await expect(lambda.getEventSourceMapping({ UUID })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'The resource you requested does not exist.',
  });
  await send(2);
  await cloud.clock.settle();
  expect(await left()).toEqual(['1', '0']);
});

test.for([
  [
    'a window is needed for large batches',
    { BatchSize: 11 },
    'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
  ],
  ['the source has to be one', { EventSourceArn: 'photos' }, 'Unrecognized event source.'],
  [
    'a filter has to be a pattern',
    { FilterCriteria: { Filters: [{ Pattern: '{"body":1}' }] } },
    'Invalid filter pattern definition.',
  ],
  ['the function has to exist', { FunctionName: 'none' }, 'Function does not exist'],
] as const)('a mapping that cannot work is refused: %s', async ([, change, message]) => {
  await using cloud = await createCloud({ clock: 'manual' });
  await expect(startPair(cloud, LOG_BODIES, change as never)).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message,
  });
});

test("a queue whose visibility timeout is shorter than the function's timeout is refused", async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await expect(
    startPair(cloud, LOG_BODIES, {}, { attributes: { VisibilityTimeout: '2' } }),
  ).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: 'Queue visibility timeout: 2 seconds is less than Function timeout: 3 seconds',
  });
});

test('a queue and a function are mapped once', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda, created } = await startPair(cloud, LOG_BODIES);
  await expect(
    lambda.createEventSourceMapping({ FunctionName: 'f', EventSourceArn: QUEUE_ARN }),
  ).rejects.toMatchObject({
    name: 'ResourceConflictException',
    message: `An event source mapping with SQS arn (" ${QUEUE_ARN} ") and function (" f ") already exists. Please update or delete the existing mapping with UUID ${created.UUID}`,
  });
});

test('a day without messages passes at once', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await startPair(cloud, LOG_BODIES);
  const before = cloud.clock.reading().pending;
  await cloud.clock.advance(days(30));
  expect(cloud.clock.reading().pending).toBeLessThanOrEqual(before);
});
