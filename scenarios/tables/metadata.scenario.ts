import { expect } from 'vitest';
import { scenario, type World } from '#harness/vitest';

const CONDITIONS =
  'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ConditionExpressions.html';
const QUERY = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.html';
const UPDATES =
  'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html';

async function table(world: World) {
  const dynamodb = await world.clients.dynamodb();
  const TableName = world.fresh('images');
  await dynamodb.createTable({
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'owner', AttributeType: 'S' },
      { AttributeName: 'at', AttributeType: 'N' },
    ],
    KeySchema: [
      { AttributeName: 'owner', KeyType: 'HASH' },
      { AttributeName: 'at', KeyType: 'RANGE' },
    ],
  });
  await world.eventually(async () => {
    const { Table } = await dynamodb.describeTable({ TableName });
    return Table?.TableStatus === 'ACTIVE' ? Table : undefined;
  });
  const item = (at: number) => ({ owner: { S: 'ada' }, at: { N: String(at) } });
  return { dynamodb, TableName, item };
}

scenario('images of an owner come newest first when asked so', { source: QUERY }, async (world) => {
  const { dynamodb, TableName, item } = await table(world);
  for (const at of [2, 10, 1]) await dynamodb.putItem({ TableName, Item: item(at) });
  const { Items = [] } = await dynamodb.query({
    TableName,
    KeyConditionExpression: '#owner = :ada',
    ExpressionAttributeNames: { '#owner': 'owner' },
    ExpressionAttributeValues: { ':ada': { S: 'ada' } },
    ScanIndexForward: false,
  });
  expect(Items.map(({ at }) => at?.N)).toEqual(['10', '2', '1']);
});

scenario('an event that comes twice makes one record', { source: CONDITIONS }, async (world) => {
  const { dynamodb, TableName, item } = await table(world);
  const put = {
    TableName,
    Item: item(1),
    ConditionExpression: 'attribute_not_exists(#at)',
    ExpressionAttributeNames: { '#at': 'at' },
  };
  await dynamodb.putItem(put);
  await expect(dynamodb.putItem(put)).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
});

scenario('a counter counts what is added at the same time', { source: UPDATES }, async (world) => {
  const { dynamodb, TableName, item } = await table(world);
  const view = () =>
    dynamodb.updateItem({
      TableName,
      Key: item(1),
      UpdateExpression: 'ADD #views :one',
      ExpressionAttributeNames: { '#views': 'views' },
      ExpressionAttributeValues: { ':one': { N: '1' } },
    });
  await Promise.all(Array.from({ length: 10 }, view));
  const { Item } = await dynamodb.getItem({ TableName, Key: item(1), ConsistentRead: true });
  expect(Item?.['views']?.N).toBe('10');
});

scenario('an item that is not there is answered with nothing', { source: QUERY }, async (world) => {
  const { dynamodb, TableName, item } = await table(world);
  expect((await dynamodb.getItem({ TableName, Key: item(9) })).Item).toBeUndefined();
});
