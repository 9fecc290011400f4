import type { UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { attribute, index, message, startDynamo, tableInput } from '../testing/tables.ts';

const KEY = { id: { S: '1' } };
const update = (more: Partial<UpdateItemCommandInput>): UpdateItemCommandInput => ({
  TableName: 'images',
  Key: KEY,
  ...more,
});

test('an update makes the item it does not find, and keeps what it does not name', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  await dynamo.updateItem(
    update({ UpdateExpression: 'SET a = :a', ExpressionAttributeValues: { ':a': { S: 'a' } } }),
  );
  const { Attributes } = await dynamo.updateItem(
    update({
      UpdateExpression: 'ADD n :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
      ReturnValues: 'ALL_NEW',
    }),
  );
  expect(Attributes).toEqual({ ...KEY, a: { S: 'a' }, n: { N: '1' } });
});

test('an update that only removes makes no item', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  const answer = await dynamo.updateItem(update({ UpdateExpression: 'REMOVE a', ReturnValues: 'ALL_NEW' }));
  expect(answer.Attributes).toBeUndefined();
  expect((await dynamo.getItem({ TableName: 'images', Key: KEY })).Item).toBeUndefined();
});

test('an update that only removes does not mind that the documents it removes from are missing', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  await dynamo.updateItem(update({ UpdateExpression: 'REMOVE doc.core, steps[0]' }));
  await dynamo.updateItem(update({}));
  const again = dynamo.updateItem(update({ UpdateExpression: 'REMOVE doc.core' }));
  expect(await message(again)).toBe(
    'The document path provided in the update expression is invalid for update',
  );
});

test('an update without an expression makes an item of its key', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  await dynamo.updateItem(update({}));
  expect((await dynamo.getItem({ TableName: 'images', Key: KEY })).Item).toEqual(KEY);
});

test('UPDATED_OLD and UPDATED_NEW answer the paths that were touched, within their documents', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  const steps = { L: [{ N: '1' }, { N: '2' }, { N: '3' }] };
  const put = () =>
    dynamo.putItem({
      TableName: 'images',
      Item: { ...KEY, doc: { M: { core: { S: 'old' }, steps } }, kept: { S: 'k' } },
    });
  const set = (ReturnValues: 'UPDATED_OLD' | 'UPDATED_NEW') =>
    dynamo.updateItem(
      update({
        UpdateExpression: 'SET doc.core = :v, doc.steps[1] = :n, fresh = :v',
        ExpressionAttributeValues: { ':v': { S: 'new' }, ':n': { N: '9' } },
        ReturnValues,
      }),
    );
  await put();
  expect((await set('UPDATED_OLD')).Attributes).toEqual({
    doc: { M: { core: { S: 'old' }, steps: { L: [{ N: '2' }] } } },
  });
  await put();
  expect((await set('UPDATED_NEW')).Attributes).toEqual({
    doc: { M: { core: { S: 'new' }, steps: { L: [{ N: '9' }] } } },
    fresh: { S: 'new' },
  });
  const removed = await dynamo.updateItem(
    update({ UpdateExpression: 'REMOVE fresh', ReturnValues: 'UPDATED_NEW' }),
  );
  expect(removed.Attributes).toBeUndefined();
});

test('the parameters from before expressions still update', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  await dynamo.putItem({
    TableName: 'images',
    Item: { ...KEY, n: { N: '1' }, tags: { SS: ['a', 'b'] }, old: { S: 'o' } },
  });
  const { Attributes } = await dynamo.updateItem(
    update({
      AttributeUpdates: {
        n: { Action: 'ADD', Value: { N: '2' } },
        tags: { Action: 'DELETE', Value: { SS: ['a'] } },
        old: { Action: 'DELETE' },
        fresh: { Value: { BOOL: true } },
      },
      Expected: { n: { ComparisonOperator: 'LT', AttributeValueList: [{ N: '5' }] } },
      ReturnValues: 'ALL_NEW',
    }),
  );
  expect(Attributes).toEqual({ ...KEY, n: { N: '3' }, tags: { SS: ['b'] }, fresh: { BOOL: true } });
  const expecting = dynamo.updateItem(update({ Expected: { old: { Value: { S: 'o' } } } }));
  expect(await message(expecting)).toBe('The conditional request failed');
});

test.for([
  { n: { Action: 'ADD', Value: { SS: ['x'] } } },
  { tags: { Action: 'ADD', Value: { N: '1' } } },
  { tags: { Action: 'DELETE', Value: { NS: ['1'] } } },
] as const)('AttributeUpdates of a type that is not there are refused: %j', async (AttributeUpdates) => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  await dynamo.putItem({ TableName: 'images', Item: { ...KEY, n: { N: '1' }, tags: { SS: ['a'] } } });
  const updating = dynamo.updateItem(update({ AttributeUpdates: AttributeUpdates as never }));
  expect(await message(updating)).toBe('Type mismatch for attribute to update');
});

test('NOT_CONTAINS is true of a set without the value, and false of an attribute that is not there', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  await dynamo.putItem({ TableName: 'images', Item: { ...KEY, tags: { SS: ['a'] } } });
  const deleting = (name: string) =>
    dynamo.deleteItem({
      TableName: 'images',
      Key: KEY,
      Expected: { [name]: { ComparisonOperator: 'NOT_CONTAINS', AttributeValueList: [{ S: 'b' }] } },
      ReturnValues: 'ALL_OLD',
    });
  expect(await message(deleting('nothing'))).toBe('The conditional request failed');
  expect((await deleting('tags')).Attributes).toMatchObject(KEY);
});

const LONG = 'n'.repeat(65_536);

test.for([
  {
    UpdateExpression: 'SET #n = :v',
    ExpressionAttributeNames: { '#n': LONG },
    ExpressionAttributeValues: { ':v': { N: '1' } },
  },
  {
    UpdateExpression: 'SET a = :v',
    ExpressionAttributeValues: { ':v': { M: { [LONG]: { N: '1' } } } },
  },
  { AttributeUpdates: { [LONG]: { Action: 'DELETE' } } },
] as const)('an update that names an attribute of 65,536 bytes is refused: case %#', async (input) => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  const text = 'Attribute name is too large, must be less than 65536 bytes';
  expect(await message(dynamo.updateItem(update(input as never)))).toBe(text);
});

test.for([
  [
    { UpdateExpression: 'SET id = :v', ExpressionAttributeValues: { ':v': { S: '2' } } },
    'One or more parameter values were invalid: Cannot update attribute id. This attribute is part of the key',
  ],
  [
    { UpdateExpression: 'SET owner_id = :v', ExpressionAttributeValues: { ':v': { N: '2' } } },
    'One or more parameter values were invalid: Type mismatch for Index Key owner_id Expected: S Actual: N IndexName: byOwner',
  ],
  [
    { UpdateExpression: 'SET owner_id = n' },
    'The update expression attempted to update the secondary index key to unsupported type',
  ],
  [
    { UpdateExpression: 'SET owner_id = :v', ExpressionAttributeValues: { ':v': { S: '' } } },
    'One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty string value.',
  ],
  [
    { UpdateExpression: 'SET owner_id.x = :v', ExpressionAttributeValues: { ':v': { S: 'x' } } },
    "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: IndexKey: owner_id",
  ],
  [
    { UpdateExpression: 'SET n = :v', ExpressionAttributeValues: { ':v': { S: 'x'.repeat(409_600) } } },
    'Item size to update has exceeded the maximum allowed size',
  ],
  [{ Key: { id: { N: '1' } } }, 'The provided key element does not match the schema'],
  [
    {
      UpdateExpression: 'SET a = :v',
      ExpressionAttributeValues: { ':v': { S: 'x' } },
      AttributeUpdates: { a: { Value: { S: 'x' } } },
    },
    'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributeUpdates} Expression parameters: {UpdateExpression}',
  ],
] as const)('an update that cannot be is refused: case %#', async ([input, text]) => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(
    tableInput('images', 'id', {
      AttributeDefinitions: [attribute('owner_id')],
      GlobalSecondaryIndexes: [index('byOwner', ['owner_id'])],
    }),
  );
  await dynamo.putItem({ TableName: 'images', Item: { ...KEY, n: { N: '1' }, owner_id: { S: 'ann' } } });
  expect(await message(dynamo.updateItem(update(input as Partial<UpdateItemCommandInput>)))).toBe(text);
});
