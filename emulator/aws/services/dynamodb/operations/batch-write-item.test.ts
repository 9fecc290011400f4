import { expect, test } from 'vitest';
import { message, startDynamo, tableInput } from '../testing/tables.ts';

const put = (id: string, more: object = {}) => ({ PutRequest: { Item: { id: { S: id }, ...more } } });

test('a batch puts and deletes in several tables', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  for (const name of ['images', 'users']) await dynamo.createTable(tableInput(name, 'id'));
  await dynamo.putItem({ TableName: 'images', Item: { id: { S: 'old' } } });
  const answer = await dynamo.batchWriteItem({
    RequestItems: {
      images: [put('new'), { DeleteRequest: { Key: { id: { S: 'old' } } } }],
      users: [put('ann')],
    },
    ReturnConsumedCapacity: 'TOTAL',
  });
  expect(answer.UnprocessedItems).toEqual({});
  expect(answer.ConsumedCapacity).toEqual([
    { TableName: 'images', CapacityUnits: 2 },
    { TableName: 'users', CapacityUnits: 1 },
  ]);
  const read = await dynamo.batchGetItem({
    RequestItems: {
      images: { Keys: [{ id: { S: 'new' } }, { id: { S: 'old' } }] },
      users: { Keys: [{ id: { S: 'ann' } }], ProjectionExpression: 'id' },
    },
  });
  expect(read).toMatchObject({
    Responses: { images: [{ id: { S: 'new' } }], users: [{ id: { S: 'ann' } }] },
    UnprocessedKeys: {},
  });
});

test('what provisioned capacity does not allow is handed back', async () => {
  await using setup = await startDynamo();
  const { cloud, dynamo } = setup;
  const ProvisionedThroughput = { ReadCapacityUnits: 1, WriteCapacityUnits: 1 };
  await dynamo.createTable(tableInput('images', 'id', { BillingMode: 'PROVISIONED', ProvisionedThroughput }));
  const data = { data: { S: 'x'.repeat(299 * 1_024) } };
  await dynamo.putItem({ TableName: 'images', Item: { id: { S: 'big' }, ...data } });
  const batch = () => dynamo.batchWriteItem({ RequestItems: { images: [put('a'), put('b')] } });
  expect((await batch()).UnprocessedItems).toEqual({ images: [put('a'), put('b')] });
  const single = dynamo.putItem({ TableName: 'images', Item: { id: { S: 'a' } } });
  expect(await message(single)).toBe(
    'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.',
  );
  await cloud.clock.advance(1_000);
  expect((await batch()).UnprocessedItems).toEqual({ images: [put('b')] });
});

test.for([
  [{}, 'The requestItems parameter is required for BatchWriteItem'],
  [{ images: [put('a'), put('a')] }, 'Provided list of item keys contains duplicates'],
  [
    { images: [put('a'), { DeleteRequest: { Key: { id: { S: 'a' } } } }] },
    'Provided list of item keys contains duplicates',
  ],
  [
    { images: [{ PutRequest: { Item: { id: { N: '1' } } } }] },
    'The provided key element does not match the schema',
  ],
  [
    { images: [{ PutRequest: { Item: { other: { S: 'a' } } } }] },
    'The provided key element does not match the schema',
  ],
  [
    { 'bad!': [] },
    "2 validation errors detected: Value '{bad!=[]}' at 'requestItems' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 255, Member must have length greater than or equal to 3, Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+]; Value '{bad!=[]}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 25, Member must have length greater than or equal to 1]",
  ],
  [{ nowhere: [put('a')] }, 'Requested resource not found'],
  [
    { images: [put('a', { data: { S: 'x'.repeat(409_600) } })] },
    'Item size has exceeded the maximum allowed size',
  ],
] as const)('a batch that cannot be is refused whole: case %#', async ([RequestItems, text]) => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  expect(await message(dynamo.batchWriteItem({ RequestItems: RequestItems as never }))).toBe(text);
  expect((await dynamo.scan({ TableName: 'images' })).Items).toEqual([]);
});

test('batches may name tables by their ARNs', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  const { TableDescription } = await dynamo.createTable(tableInput('images', 'id'));
  const arn = TableDescription?.TableArn ?? '';
  await dynamo.batchWriteItem({ RequestItems: { [arn]: [put('a')] } });
  const { Responses } = await dynamo.batchGetItem({
    RequestItems: { [arn]: { Keys: [{ id: { S: 'a' } }] } },
  });
  expect(Responses).toEqual({ images: [{ id: { S: 'a' } }] });
});

test('a batch holds 25 requests at most', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  const images = Array.from({ length: 26 }, (_, n) => put(String(n)));
  expect(await message(dynamo.batchWriteItem({ RequestItems: { images } }))).toMatch(
    /at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: \[Member must have length less than or equal to 25, Member must have length greater than or equal to 1\]$/,
  );
});

test('a hundred keys are read at once, and no more', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  const keys = (count: number) => Array.from({ length: count }, (_, n) => ({ id: { S: String(n) } }));
  const get = (Keys: Record<string, { S: string }>[]) =>
    dynamo.batchGetItem({ RequestItems: { images: { Keys } } });
  expect((await get(keys(100))).Responses).toEqual({ images: [] });
  expect(await message(get(keys(101)))).toMatch(/Member must have length less than or equal to 100$/);
  expect(await message(get([...keys(1), ...keys(1)]))).toBe('Provided list of item keys contains duplicates');
});

test.for([
  ['of a table that does not exist', 'nowhere', [{ id: { S: 'a' } }, { id: { S: 'a' } }]],
  ['that is no key of the table', 'images', [{ other: { S: 'a' } }, { other: { S: 'a' } }]],
  ['whose number is written in another way', 'numbers', [{ id: { N: '1' } }, { id: { N: '1.0' } }]],
] as const)('a key asked for twice is refused first of all: one %s', async ([, table, keys]) => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  await dynamo.createTable(tableInput('numbers', 'id:N'));
  const get = dynamo.batchGetItem({ RequestItems: { [table]: { Keys: [...keys] } } });
  expect(await message(get)).toBe('Provided list of item keys contains duplicates');
});
