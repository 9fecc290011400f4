import type { ConsumedCapacity, UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { attribute, index, refusal, startDynamo, tableInput, type TestDynamo } from './testing/tables.ts';

/** The table with which a public conformance suite measured real tables: a GSI that includes `proj`, an LSI of all. */
const TABLE = tableInput('measured', 'pk sk', {
  AttributeDefinitions: ['gsiPk', 'lsiSk'].map(attribute),
  GlobalSecondaryIndexes: [
    index('gsi', ['gsiPk'], [], { ProjectionType: 'INCLUDE', NonKeyAttributes: ['proj'] }),
  ],
  LocalSecondaryIndexes: [index('lsi', ['pk'], ['lsiSk'])],
});
const KEY = { pk: { S: 'p' }, sk: { S: '1' } };
const FULL = {
  ...KEY,
  gsiPk: { S: 'g' },
  lsiSk: { S: 'L1' },
  proj: { S: 'p' },
  more: { S: 'm' },
};

const parts = (consumed: ConsumedCapacity | undefined) => ({
  total: consumed?.CapacityUnits,
  table: consumed?.Table?.CapacityUnits,
  gsi: consumed?.GlobalSecondaryIndexes?.['gsi']?.CapacityUnits,
  lsi: consumed?.LocalSecondaryIndexes?.['lsi']?.CapacityUnits,
});

async function put({ dynamo }: TestDynamo, Item: Record<string, { S: string }>) {
  const { ConsumedCapacity } = await dynamo.putItem({
    TableName: 'measured',
    Item,
    ReturnConsumedCapacity: 'INDEXES',
  });
  return parts(ConsumedCapacity);
}

test('a put costs each index that its item is in, and nothing when it changes nothing', async () => {
  await using setup = await startDynamo();
  await setup.dynamo.createTable(TABLE);
  expect(await put(setup, { ...KEY, more: { S: 'm' } })).toEqual({ total: 1, table: 1 });
  expect(await put(setup, FULL)).toEqual({ total: 3, table: 1, gsi: 1, lsi: 1 });
  expect(await put(setup, FULL)).toEqual({ total: 1, table: 1 });
});

test.for([
  ['SET more = :v', { total: 2, table: 1, lsi: 1 }],
  ['SET proj = :v', { total: 3, table: 1, gsi: 1, lsi: 1 }],
  ['SET gsiPk = :v', { total: 4, table: 1, gsi: 2, lsi: 1 }],
  ['REMOVE gsiPk', { total: 3, table: 1, gsi: 1, lsi: 1 }],
  ['SET lsiSk = :v', { total: 3, table: 1, lsi: 2 }],
] as const)('what an update costs the indexes: %s', async ([UpdateExpression, expected]) => {
  await using setup = await startDynamo();
  await setup.dynamo.createTable(TABLE);
  await put(setup, FULL);
  const input: UpdateItemCommandInput = {
    TableName: 'measured',
    Key: KEY,
    UpdateExpression,
    ...(UpdateExpression.includes(':v') && { ExpressionAttributeValues: { ':v': { S: 'changed' } } }),
    ReturnConsumedCapacity: 'INDEXES',
  };
  expect(parts((await setup.dynamo.updateItem(input)).ConsumedCapacity)).toEqual(expected);
});

test('reads are rounded up to 4 KB, writes to 1 KB by the larger of old and new', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  const write = async (bytes: number) => {
    const { ConsumedCapacity } = await dynamo.putItem({
      TableName: 'images',
      Item: { id: { S: '1' }, d: { S: 'x'.repeat(bytes - 4) } },
      ReturnConsumedCapacity: 'TOTAL',
    });
    return ConsumedCapacity?.CapacityUnits;
  };
  const read = async (id: string, ConsistentRead: boolean) => {
    const { ConsumedCapacity } = await dynamo.getItem({
      TableName: 'images',
      Key: { id: { S: id } },
      ConsistentRead,
      ReturnConsumedCapacity: 'TOTAL',
    });
    return ConsumedCapacity;
  };
  expect(await write(1_024)).toBe(1);
  expect(await write(4_097)).toBe(5);
  expect(await read('1', true)).toEqual({ TableName: 'images', CapacityUnits: 2 });
  expect(await read('1', false)).toEqual({ TableName: 'images', CapacityUnits: 1 });
  expect(await read('nobody', false)).toEqual({ TableName: 'images', CapacityUnits: 0.5 });
  expect(await write(100)).toBe(5);
});

test('the bill counts the request units of on-demand tables', async () => {
  await using setup = await startDynamo();
  const { cloud, dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  await dynamo.putItem({ TableName: 'images', Item: { id: { S: '1' }, d: { S: 'x'.repeat(2_000) } } });
  await dynamo.getItem({ TableName: 'images', Key: { id: { S: '1' } } });
  const units = cloud.meter.usage().filter(({ usageType }) => usageType.endsWith('RequestUnits'));
  expect(units.map(({ usageType, operation, quantity }) => [usageType, operation, quantity])).toEqual([
    ['WriteRequestUnits', 'PutItem', 2],
    ['ReadRequestUnits', 'GetItem', 0.5],
  ]);
});

test('a condition that fails is paid for', async () => {
  await using setup = await startDynamo();
  const { cloud, dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  const putNew = (bytes: number) =>
    dynamo.putItem({
      TableName: 'images',
      Item: { id: { S: '1' }, d: { S: 'x'.repeat(bytes) } },
      ConditionExpression: 'attribute_not_exists(id)',
    });
  await putNew(3_000);
  await refusal(putNew(10));
  const units = cloud.meter.usage().filter(({ usageType }) => usageType === 'WriteRequestUnits');
  expect(units.map(({ quantity }) => quantity)).toEqual([6]);
});

test('a collection’s size is told as the range of gigabytes it falls in, where there are local indexes', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(TABLE);
  await dynamo.createTable(tableInput('plain', 'pk'));
  const metrics = async (TableName: string, Item: Record<string, { S: string }>) =>
    (await dynamo.putItem({ TableName, Item, ReturnItemCollectionMetrics: 'SIZE' })).ItemCollectionMetrics;
  expect(await metrics('measured', FULL)).toEqual({
    ItemCollectionKey: { pk: { S: 'p' } },
    SizeEstimateRangeGB: [0, 1],
  });
  expect(await metrics('plain', { pk: { S: 'p' } })).toBeUndefined();
});
