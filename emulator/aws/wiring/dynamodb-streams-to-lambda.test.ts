import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import type { CreateEventSourceMappingRequest } from '@aws-sdk/client-lambda';
import { SQS } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../cloud.ts';
import { minutes, seconds } from '../kernel/instant.ts';
import { startFunction } from '../testing/start-function.ts';
import { clientConfig } from '../testing/client-config.ts';

/** A table whose stream feeds a function. */
async function startPair(
  cloud: Cloud,
  source: string,
  mapping: Partial<CreateEventSourceMappingRequest> = {},
  before: readonly string[] = [],
) {
  const dynamodb = new DynamoDB(clientConfig(cloud));
  const { TableDescription } = await dynamodb.createTable({
    TableName: 'images',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  });
  await cloud.clock.advance(seconds(10));
  const put = (id: string) => dynamodb.putItem({ TableName: 'images', Item: { id: { S: id } } });
  for (const id of before) await put(id);
  const { lambda } = await startFunction(cloud, source);
  const created = await lambda.createEventSourceMapping({
    FunctionName: 'f',
    EventSourceArn: TableDescription!.LatestStreamArn!,
    StartingPosition: 'LATEST',
    ...mapping,
  });
  return { dynamodb, lambda, put, created, streamArn: TableDescription!.LatestStreamArn! };
}

async function logged(cloud: Cloud): Promise<string[]> {
  const logs = new CloudWatchLogs(clientConfig(cloud));
  const { events = [] } = await logs.filterLogEvents({
    logGroupName: '/aws/lambda/f',
    filterPattern: 'INFO',
  });
  return events.map(({ message }) => message!.trim().split('\t').at(-1)!);
}

const LOG_IDS = `
  const ids = ({ Records }) => Records.map(({ dynamodb }) => dynamodb.Keys.id.S).join(' ');
  exports.handler = async (event) => { console.log(ids(event)); };`;

test('a change invokes the function, which sees it as AWS shows it', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { dynamodb, streamArn, lambda, created } = await startPair(
    cloud,
    'exports.handler = async (event) => { console.log(JSON.stringify(event)); };',
  );
  expect(created).toMatchObject({
    State: 'Creating',
    StateTransitionReason: 'User action',
    BatchSize: 100,
    MaximumRetryAttempts: -1,
    MaximumRecordAgeInSeconds: -1,
    ParallelizationFactor: 1,
    LastProcessingResult: 'No records processed',
    StartingPosition: 'LATEST',
  });
  await dynamodb.putItem({ TableName: 'images', Item: { id: { S: 'a' }, hash: { B: Buffer.from('xyz') } } });
  await cloud.clock.settle();
  const [line] = await logged(cloud);
  expect(JSON.parse(line!)).toEqual({
    Records: [
      {
        eventID: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
        eventName: 'INSERT',
        eventVersion: '1.1',
        eventSource: 'aws:dynamodb',
        awsRegion: 'us-east-1',
        dynamodb: {
          ApproximateCreationDateTime: Math.floor(cloud.clock.now() / 1000),
          Keys: { id: { S: 'a' } },
          NewImage: { id: { S: 'a' }, hash: { B: 'eHl6' } },
          SequenceNumber: expect.stringMatching(/^\d{21}$/) as string,
          SizeBytes: expect.any(Number) as number,
          StreamViewType: 'NEW_AND_OLD_IMAGES',
        },
        eventSourceARN: streamArn,
      },
    ],
  });
  expect(await lambda.getEventSourceMapping({ UUID: created.UUID })).toMatchObject({
    State: 'Enabled',
    LastProcessingResult: 'OK',
  });
});

test.for([
  ['LATEST', ['c']],
  ['TRIM_HORIZON', ['a b', 'c']],
] as const)('a reader that starts at %s begins there', async ([StartingPosition, batches]) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { put } = await startPair(cloud, LOG_IDS, { StartingPosition }, ['a', 'b']);
  await cloud.clock.settle();
  await put('c');
  await cloud.clock.settle();
  expect(await logged(cloud)).toEqual(batches);
});

test('a failed batch is tried again until it is taken in, and what follows waits', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { put } = await startPair(
    cloud,
    `let tries = 0;
     exports.handler = async ({ Records: [{ dynamodb }] }) => {
       console.log(dynamodb.Keys.id.S);
       if (dynamodb.Keys.id.S === 'a' && ++tries < 3) throw new Error('not yet');
     };`,
    { BatchSize: 1 },
  );
  await put('a');
  await put('b');
  await cloud.clock.advance(minutes(5));
  expect(await logged(cloud)).toEqual(['a', 'a', 'a', 'b']);
});

test('a batch is given up after its retries, and its place in the stream is told', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const sqs = new SQS(clientConfig(cloud));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'lost' });
  const { put, streamArn } = await startPair(
    cloud,
    'exports.handler = async ({ Records }) => { console.log(Records.length); throw new Error("no"); };',
    {
      MaximumRetryAttempts: 1,
      DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:us-east-1:000000000000:lost' } },
    },
  );
  await put('a');
  await cloud.clock.advance(minutes(5));
  expect(await logged(cloud)).toEqual(['1', '1']);
  const { Messages } = await sqs.receiveMessage({ QueueUrl });
  expect(JSON.parse(Messages![0]!.Body!)).toMatchObject({
    requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    DDBStreamBatchInfo: { batchSize: 1, streamArn },
  });
  await put('b');
  await cloud.clock.settle();
  expect(await logged(cloud)).toEqual(['1', '1', '1']);
});

test('a failed batch is halved until the bad record stands alone', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda, created, put } = await startPair(
    cloud,
    `${LOG_IDS}
     const log = exports.handler;
     exports.handler = async (event) => { await log(event); if (ids(event).includes('bad')) throw new Error('no'); };`,
    {
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 0,
      StartingPosition: 'TRIM_HORIZON',
      Enabled: false,
    },
  );
  for (const id of ['a', 'b', 'bad', 'c']) await put(id);
  await lambda.updateEventSourceMapping({ UUID: created.UUID, Enabled: true });
  await cloud.clock.advance(minutes(5));
  expect(await logged(cloud)).toEqual(['a b bad c', 'a b', 'bad c', 'bad', 'c']);
});

test('a function that reports a failure gets that record and all after it again', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda, created, put } = await startPair(
    cloud,
    `${LOG_IDS}
     const log = exports.handler;
     let first = true;
     exports.handler = async (event) => {
       await log(event);
       const batchItemFailures = first ? [{ itemIdentifier: event.Records[1].dynamodb.SequenceNumber }] : [];
       first = false;
       return { batchItemFailures };
     };`,
    { FunctionResponseTypes: ['ReportBatchItemFailures'], StartingPosition: 'TRIM_HORIZON', Enabled: false },
  );
  for (const id of ['a', 'b', 'c']) await put(id);
  await lambda.updateEventSourceMapping({ UUID: created.UUID, Enabled: true });
  await cloud.clock.advance(minutes(5));
  expect(await logged(cloud)).toEqual(['a b c', 'b c']);
});

test('a window gathers changes, and filters pass the others over', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { dynamodb, put } = await startPair(cloud, LOG_IDS, {
    MaximumBatchingWindowInSeconds: 10,
    FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
  });
  await put('a');
  await dynamodb.deleteItem({ TableName: 'images', Key: { id: { S: 'a' } } });
  await put('b');
  await cloud.clock.advance(seconds(10));
  expect(await logged(cloud)).toEqual(['a b']);
});

test('a stream needs a place to start, and has to exist', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { lambda } = await startFunction(cloud, LOG_IDS);
  const EventSourceArn = 'arn:aws:dynamodb:us-east-1:000000000000:table/none/stream/2026-11-20T00:00:00.000';
  await expect(lambda.createEventSourceMapping({ FunctionName: 'f', EventSourceArn })).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message:
      "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
  });
  await expect(
    lambda.createEventSourceMapping({ FunctionName: 'f', EventSourceArn, StartingPosition: 'LATEST' }),
  ).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: `Stream not found: ${EventSourceArn}`,
  });
});
