import { DynamoDB, type StreamViewType } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreams, type _Record as StreamRecord } from '@aws-sdk/client-dynamodb-streams';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { clientConfig } from '../../testing/client-config.ts';

const MINUTE = 60_000;
const KEY = { id: { S: 'Fred' } };

interface Setup extends AsyncDisposable {
  readonly cloud: Cloud;
  readonly dynamo: DynamoDB;
  readonly streams: DynamoDBStreams;
}

async function start(): Promise<Setup> {
  const cloud = await createCloud({ clock: 'manual', seed: 'streams' });
  const dynamo = new DynamoDB(clientConfig(cloud));
  const streams = new DynamoDBStreams(clientConfig(cloud));
  return {
    cloud,
    dynamo,
    streams,
    async [Symbol.asyncDispose]() {
      dynamo.destroy();
      streams.destroy();
      await cloud[Symbol.asyncDispose]();
    },
  };
}

async function createTable({ dynamo }: Setup, StreamViewType: StreamViewType): Promise<string> {
  const { TableDescription } = await dynamo.createTable({
    TableName: 'images',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    StreamSpecification: { StreamEnabled: true, StreamViewType },
  });
  return TableDescription!.LatestStreamArn!;
}

async function iterator({ streams }: Setup, StreamArn: string, type: 'TRIM_HORIZON' | 'LATEST') {
  const { StreamDescription } = await streams.describeStream({ StreamArn });
  const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
  const { ShardIterator } = await streams.getShardIterator({ StreamArn, ShardId, ShardIteratorType: type });
  return ShardIterator;
}

async function records(setup: Setup, arn: string): Promise<StreamRecord[]> {
  const ShardIterator = await iterator(setup, arn, 'TRIM_HORIZON');
  return (await setup.streams.getRecords({ ShardIterator })).Records ?? [];
}

/** The writes whose records were recorded on a real table: put, overwrite, delete, and one that changes nothing. */
async function write({ dynamo }: Setup): Promise<void> {
  const TableName = 'images';
  await dynamo.putItem({ TableName, Item: KEY });
  await dynamo.putItem({ TableName, Item: { ...KEY, name: { S: 'Fred' } } });
  await dynamo.putItem({ TableName, Item: { name: { S: 'Fred' }, ...KEY } });
  await dynamo.deleteItem({ TableName, Key: KEY });
  await dynamo.deleteItem({ TableName, Key: KEY });
}

const shown = ({ eventName, dynamodb }: StreamRecord) => ({
  eventName,
  old: dynamodb?.OldImage,
  new: dynamodb?.NewImage,
  size: dynamodb?.SizeBytes,
});

test('a stream tells every change with its images, and nothing of writes that change nothing', async () => {
  await using setup = await start();
  const arn = await createTable(setup, 'NEW_AND_OLD_IMAGES');
  await write(setup);
  const told = await records(setup, arn);
  const full = { ...KEY, name: { S: 'Fred' } };
  expect(told.map(shown)).toEqual([
    { eventName: 'INSERT', old: undefined, new: KEY, size: 12 },
    { eventName: 'MODIFY', old: KEY, new: full, size: 26 },
    { eventName: 'REMOVE', old: full, new: undefined, size: 20 },
  ]);
  expect(told[0]).toMatchObject({
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: setup.cloud.region,
    dynamodb: { Keys: KEY, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  });
  const numbers = told.map(({ dynamodb }) => dynamodb!.SequenceNumber!);
  expect(numbers).toEqual(numbers.toSorted());
  expect(numbers[0]).toMatch(/^\d{21}$/);
});

test.for([
  ['KEYS_ONLY', undefined, undefined, 6],
  ['NEW_IMAGE', { ...KEY, name: { S: 'Fred' } }, undefined, 20],
  ['OLD_IMAGE', undefined, KEY, 12],
] as const)('%s includes the images it says', async ([viewType, after, before, size]) => {
  await using setup = await start();
  const arn = await createTable(setup, viewType);
  await write(setup);
  expect((await records(setup, arn)).map(shown)[1]).toEqual({
    eventName: 'MODIFY',
    old: before,
    new: after,
    size,
  });
});

test('a stream is read on from where a reader was', async () => {
  await using setup = await start();
  const { dynamo, streams } = setup;
  const arn = await createTable(setup, 'KEYS_ONLY');
  await dynamo.putItem({ TableName: 'images', Item: { id: { S: 'a' } } });
  const latest = await iterator(setup, arn, 'LATEST');
  await dynamo.putItem({ TableName: 'images', Item: { id: { S: 'b' } } });
  await dynamo.putItem({ TableName: 'images', Item: { id: { S: 'c' } } });
  const keys = (found: StreamRecord[] | undefined) => found?.map(({ dynamodb }) => dynamodb?.Keys?.id?.S);
  const first = await streams.getRecords({ ShardIterator: latest, Limit: 1 });
  expect(keys(first.Records)).toEqual(['b']);
  const rest = await streams.getRecords({ ShardIterator: first.NextShardIterator });
  expect(keys(rest.Records)).toEqual(['c']);
  const { StreamDescription } = await streams.describeStream({ StreamArn: arn });
  const { ShardIterator } = await streams.getShardIterator({
    StreamArn: arn,
    ShardId: StreamDescription?.Shards?.[0]?.ShardId,
    ShardIteratorType: 'AT_SEQUENCE_NUMBER',
    SequenceNumber: first.Records?.[0]?.dynamodb?.SequenceNumber,
  });
  expect(keys((await streams.getRecords({ ShardIterator })).Records)).toEqual(['b', 'c']);
});

test('what is no ARN of a stream is invalid rather than not found', async () => {
  await using setup = await start();
  const { streams } = setup;
  const arn = await createTable(setup, 'KEYS_ONLY');
  const invalid = { name: 'ValidationException', message: 'Invalid StreamArn' };
  const place = { ShardId: 'shardId-00000000000000000000-00000000', ShardIteratorType: 'LATEST' } as const;
  for (const StreamArn of ['a-stream-that-has-no-ARN-but-a-long-name', arn.replace(/\/stream.*/, '')]) {
    await expect(streams.describeStream({ StreamArn })).rejects.toMatchObject(invalid);
    await expect(streams.getShardIterator({ StreamArn, ...place })).rejects.toMatchObject(invalid);
    const listed = streams.listStreams({ ExclusiveStartStreamArn: StreamArn });
    await expect(listed).rejects.toMatchObject(invalid);
  }
  const gone = arn.replace(/[^/]*$/, '2020-02-02T20:20:20.020');
  await expect(streams.describeStream({ StreamArn: gone })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test.for(['LATEST', 'TRIM_HORIZON'] as const)('%s takes no sequence number', async (ShardIteratorType) => {
  await using setup = await start();
  const StreamArn = await createTable(setup, 'KEYS_ONLY');
  const { StreamDescription } = await setup.streams.describeStream({ StreamArn });
  const { ShardId, SequenceNumberRange } = StreamDescription!.Shards![0]!;
  const SequenceNumber = SequenceNumberRange!.StartingSequenceNumber;
  const place = { StreamArn, ShardId, ShardIteratorType, SequenceNumber };
  await expect(setup.streams.getShardIterator(place)).rejects.toMatchObject({ name: 'ValidationException' });
});

test('records are kept for a day', async () => {
  await using setup = await start();
  const arn = await createTable(setup, 'KEYS_ONLY');
  await setup.dynamo.putItem({ TableName: 'images', Item: KEY });
  await setup.cloud.clock.advance(24 * 60 * MINUTE);
  expect(await records(setup, arn)).toHaveLength(1);
  await setup.cloud.clock.advance(1);
  expect(await records(setup, arn)).toEqual([]);
});

test('an iterator is good for fifteen minutes', async () => {
  await using setup = await start();
  const arn = await createTable(setup, 'KEYS_ONLY');
  const ShardIterator = await iterator(setup, arn, 'TRIM_HORIZON');
  await setup.cloud.clock.advance(15 * MINUTE);
  await setup.streams.getRecords({ ShardIterator });
  await setup.cloud.clock.advance(1);
  await expect(setup.streams.getRecords({ ShardIterator })).rejects.toMatchObject({
    name: 'ExpiredIteratorException',
  });
});

test('a disabled stream ends, can be read to its end for a day, and gives way to a new one', async () => {
  await using setup = await start();
  const { cloud, dynamo, streams } = setup;
  const TableName = 'images';
  const arn = await createTable(setup, 'KEYS_ONLY');
  await dynamo.putItem({ TableName, Item: KEY });
  await cloud.clock.advance(1_000);
  await dynamo.updateTable({ TableName, StreamSpecification: { StreamEnabled: false } });
  await dynamo.putItem({ TableName, Item: { ...KEY, unseen: { BOOL: true } } });
  const { StreamDescription } = await streams.describeStream({ StreamArn: arn });
  expect(StreamDescription).toMatchObject({
    StreamStatus: 'DISABLED',
    Shards: [{ SequenceNumberRange: { EndingSequenceNumber: expect.any(String) as string } }],
  });
  const ShardIterator = await iterator(setup, arn, 'TRIM_HORIZON');
  const last = await streams.getRecords({ ShardIterator });
  expect(last.Records).toHaveLength(1);
  expect(last.NextShardIterator).toBeUndefined();
  await dynamo.updateTable({
    TableName,
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
  });
  const { Table } = await dynamo.describeTable({ TableName });
  expect(Table?.LatestStreamArn).not.toBe(arn);
  const listed = await streams.listStreams({ TableName });
  expect(listed.Streams?.map(({ StreamArn }) => StreamArn)).toEqual([arn, Table?.LatestStreamArn]);
  await cloud.clock.advance(24 * 60 * MINUTE);
  await expect(streams.describeStream({ StreamArn: arn })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: `Requested resource not found: Stream: ${arn} not found`,
  });
});

test('the record of an item that expired names DynamoDB as who removed it', async () => {
  await using setup = await start();
  const { cloud, dynamo } = setup;
  const TableName = 'images';
  const arn = await createTable(setup, 'KEYS_ONLY');
  await dynamo.updateTimeToLive({
    TableName,
    TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
  });
  const expires = { N: String(Math.floor(cloud.clock.now() / 1_000) + 60) };
  await dynamo.putItem({ TableName, Item: { ...KEY, expires } });
  await cloud.clock.advance(10 * MINUTE);
  const told = await records(setup, arn);
  expect(told.map(({ eventName, userIdentity }) => [eventName, userIdentity])).toEqual([
    ['INSERT', undefined],
    ['REMOVE', { Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' }],
  ]);
});

test('a cancelled transaction leaves no record, and a record’s cause is the call that wrote', async () => {
  await using setup = await start();
  const { cloud, dynamo } = setup;
  const arn = await createTable(setup, 'KEYS_ONLY');
  const failing = {
    ConditionCheck: {
      TableName: 'images',
      Key: { id: { S: 'x' } },
      ConditionExpression: 'attribute_exists(id)',
    },
  };
  const put = { Put: { TableName: 'images', Item: KEY } };
  await expect(dynamo.transactWriteItems({ TransactItems: [put, failing] })).rejects.toMatchObject({
    name: 'TransactionCanceledException',
  });
  expect(await records(setup, arn)).toEqual([]);
  await dynamo.transactWriteItems({ TransactItems: [put] });
  const entry = cloud.journal.entries().find(({ type }) => type === 'dynamodb.record');
  const cause = cloud.journal.entries().find(({ seq }) => seq === entry?.cause);
  expect(cause).toMatchObject({ type: 'call', operation: 'TransactWriteItems' });
});
