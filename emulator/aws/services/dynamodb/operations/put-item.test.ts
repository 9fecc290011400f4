import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { attribute, index, message, refusal, startDynamo, tableInput } from '../testing/tables.ts';

test('what is put is what is read, whatever its types', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  const Item = {
    id: { S: 'img_1' },
    text: { S: 'ünï \u0000 "B":"' },
    empty: { S: '' },
    count: { N: '42' },
    bytes: { B: Uint8Array.of(0, 1, 255) },
    none: { B: Uint8Array.of() },
    yes: { BOOL: true },
    nothing: { NULL: true },
    words: { SS: ['b', '', 'a'] },
    numbers: { NS: ['1', '2.5'] },
    blobs: { BS: [Uint8Array.of(1), Uint8Array.of(), Uint8Array.of(2, 3)] },
    list: { L: [{ S: 'x' }, { M: { B: { S: 'deep' }, raw: { B: Uint8Array.of(9) } } }, { L: [] }] },
    map: { M: { constructor: { N: '1' }, __proto__x: { BOOL: false } } },
  };
  await dynamo.putItem({ TableName: 'images', Item });
  const { Item: found } = await dynamo.getItem({ TableName: 'images', Key: { id: { S: 'img_1' } } });
  expect(found).toEqual(Item);
});

test('numbers come back in their plain decimal form', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('numbers', 'id:N'));
  const written = { a: '0042.1200', b: '1E125', c: '-1.5e-3', d: '+7', e: '-0', f: '1E-130' };
  const attributes = Object.fromEntries(Object.entries(written).map(([name, N]) => [name, { N }]));
  await dynamo.putItem({ TableName: 'numbers', Item: { id: { N: '1.0' }, ...attributes } });
  const { Item } = await dynamo.getItem({ TableName: 'numbers', Key: { id: { N: '1' } } });
  expect(Item).toEqual({
    id: { N: '1' },
    a: { N: '42.12' },
    b: { N: `1${'0'.repeat(125)}` },
    c: { N: '-0.0015' },
    d: { N: '7' },
    e: { N: '0' },
    f: { N: `0.${'0'.repeat(129)}1` },
  });
});

test('a put answers the item it replaced when asked for it', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  const put = (data: string) =>
    dynamo.putItem({
      TableName: 'images',
      Item: { id: { S: '1' }, data: { S: data } },
      ReturnValues: 'ALL_OLD',
    });
  expect((await put('a')).Attributes).toBeUndefined();
  expect((await put('b')).Attributes).toEqual({ id: { S: '1' }, data: { S: 'a' } });
});

test('a condition that fails is told with the item that made it fail, when asked for', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  const put = (ReturnValuesOnConditionCheckFailure: 'ALL_OLD' | 'NONE') =>
    dynamo.putItem({
      TableName: 'images',
      Item: { id: { S: '1' }, raw: { B: Uint8Array.of(7) } },
      ConditionExpression: 'attribute_not_exists(id)',
      ReturnValuesOnConditionCheckFailure,
    });
  await put('NONE');
  const silent = await refusal(put('NONE'));
  expect(silent).toMatchObject({
    name: 'ConditionalCheckFailedException',
    message: 'The conditional request failed',
  });
  expect(silent).toHaveProperty('Item', undefined);
  expect(await refusal(put('ALL_OLD'))).toMatchObject({
    name: 'ConditionalCheckFailedException',
    Item: { id: { S: '1' }, raw: { B: Uint8Array.of(7) } },
  });
});

test.for([
  [{}, 'One or more parameter values were invalid: Missing the key id in the item'],
  [
    { id: { N: '1' } },
    'One or more parameter values were invalid: Type mismatch for key id expected: S actual: N',
  ],
  [
    { id: { S: '' } },
    'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id',
  ],
  [
    { id: { S: 'a'.repeat(2_049) } },
    'One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes',
  ],
  [
    { id: { S: '1' }, a: { SS: [] } },
    'One or more parameter values were invalid: An string set  may not be empty',
  ],
  [
    { id: { S: '1' }, a: { SS: ['x', 'x'] } },
    'One or more parameter values were invalid: Input collection [x, x] contains duplicates.',
  ],
  [{ id: { S: '1' }, a: { NS: ['1', '1.0'] } }, 'Input collection contains duplicates'],
  [{ id: { S: '1' }, a: { N: 'abc' } }, 'The parameter cannot be converted to a numeric value: abc'],
  [
    { id: { S: '1' }, a: { N: '1'.repeat(39) } },
    'Attempting to store more than 38 significant digits in a Number',
  ],
  [
    { id: { S: '1' }, a: { N: '1E126' } },
    'Number overflow. Attempting to store a number with magnitude larger than supported range',
  ],
  [
    { id: { S: '1' }, a: { N: '1E-131' } },
    'Number underflow. Attempting to store a number with magnitude smaller than supported range',
  ],
  [
    { id: { S: '1' }, a: { N: '0E126' } },
    'Number overflow. Attempting to store a number with magnitude larger than supported range',
  ],
  [
    { id: { S: '1' }, a: { N: '1E9223372036854775808' } },
    'The parameter cannot be converted to a numeric value: 1E9223372036854775808',
  ],
  [
    { id: { S: '1' }, a: { NULL: false } },
    'One or more parameter values were invalid: Null attribute value types must have the value of true',
  ],
  [{ id: { S: '1' }, '': { S: 'x' } }, 'Empty attribute name'],
  [
    { id: { S: '1' }, ['é'.repeat(32_768)]: { S: 'x' } },
    'Attribute name is too large, must be less than 65536 bytes',
  ],
] as const)('an item that cannot be stored is refused: case %#', async ([Item, text]) => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  const put = dynamo.putItem({ TableName: 'images', Item: Item as never });
  expect(await message(put)).toBe(text);
});

test('an item of 409,600 bytes is stored, and one of a byte more is refused', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'pk'));
  const put = (bytes: number) =>
    dynamo.putItem({
      TableName: 'images',
      Item: { pk: { S: 'k' }, p: { S: 'x'.repeat(bytes - 'pk'.length - 1 - 1) } },
    });
  await put(409_600);
  expect(await message(put(409_601))).toBe('Item size has exceeded the maximum allowed size');
});

test('a value may lie 32 levels deep, and no deeper', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  const within = (maps: number): AttributeValue =>
    maps === 0 ? { S: 'leaf' } : { M: { n: within(maps - 1) } };
  const put = (maps: number) =>
    dynamo.putItem({ TableName: 'images', Item: { id: { S: '1' }, deep: within(maps) } });
  await put(31);
  const tooDeep =
    'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit';
  expect(await message(put(32))).toBe(tooDeep);
  const update = dynamo.updateItem({
    TableName: 'images',
    Key: { id: { S: '1' } },
    UpdateExpression: 'SET deep.n.n.n = :more',
    ExpressionAttributeValues: { ':more': within(30) },
  });
  expect(await message(update)).toBe(tooDeep);
});

test('an item whose index key is too long is refused', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(
    tableInput('images', 'id', {
      AttributeDefinitions: [attribute('user'), attribute('made')],
      GlobalSecondaryIndexes: [index('byUser', ['user'], ['made'])],
    }),
  );
  const put = (user: number, made: number) =>
    dynamo.putItem({
      TableName: 'images',
      Item: { id: { S: '1' }, user: { S: 'u'.repeat(user) }, made: { S: 'a'.repeat(made) } },
    });
  await put(2_048, 1_024);
  expect(await message(put(2_049, 1))).toBe(
    'One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes',
  );
  expect(await message(put(1, 1_025))).toBe(
    'One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes',
  );
  const update = dynamo.updateItem({
    TableName: 'images',
    Key: { id: { S: '1' } },
    UpdateExpression: 'SET made = :made',
    ExpressionAttributeValues: { ':made': { S: 'a'.repeat(1_025) } },
  });
  expect(await message(update)).toMatch(/Aggregated size of all range keys/);
});

const TWO = { a: { Exists: false }, b: { Exists: false } };

test.for([
  [undefined, 'ConditionalOperator cannot be used without Filter or Expected'],
  [{}, 'ConditionalOperator cannot be used without Filter or Expected'],
  [
    { a: { Exists: false } },
    'ConditionalOperator can only be used when Filter or Expected has two or more elements',
  ],
  [TWO, 'The conditional request failed'],
] as const)('AND and OR want two conditions at least: case %#', async ([Expected, text]) => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  const Item = { id: { S: '1' }, a: { S: 'x' } };
  await dynamo.putItem({ TableName: 'images', Item });
  const asked = { TableName: 'images', Expected, ConditionalOperator: 'AND' } as const;
  const Key = { id: { S: '1' } };
  expect(await message(dynamo.putItem({ ...asked, Item }))).toBe(text);
  expect(await message(dynamo.deleteItem({ ...asked, Key }))).toBe(text);
  expect(await message(dynamo.updateItem({ ...asked, Key }))).toBe(text);
});

test('every wrong parameter is named at once', async () => {
  await using setup = await startDynamo();
  const put = setup.dynamo.putItem({
    TableName: 'bad table!',
    Item: undefined,
    ReturnConsumedCapacity: 'SOME' as never,
  });
  expect(await message(put)).toBe(
    "3 validation errors detected: Value 'bad table!' at 'tableName' failed to satisfy constraint: " +
      "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value 'SOME' at " +
      "'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: " +
      "[INDEXES, TOTAL, NONE]; Value null at 'item' failed to satisfy constraint: Member must not be null",
  );
});

test('an empty table name is one mistake', async () => {
  await using setup = await startDynamo();
  expect(await message(setup.dynamo.putItem({ TableName: '', Item: { id: { S: '1' } } }))).toBe(
    "1 validation error detected: Value '' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 1",
  );
});

test('a table that does not exist is not found', async () => {
  await using setup = await startDynamo();
  const put = setup.dynamo.putItem({ TableName: 'nowhere', Item: { id: { S: '1' } } });
  expect(await refusal(put)).toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Requested resource not found',
  });
});

test('a table may be named by its ARN', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  const { TableDescription } = await dynamo.createTable(tableInput('images', 'id'));
  const TableName = TableDescription?.TableArn;
  await dynamo.putItem({ TableName, Item: { id: { S: '1' } } });
  const { Item } = await dynamo.getItem({ TableName: 'images', Key: { id: { S: '1' } } });
  expect(Item).toEqual({ id: { S: '1' } });
});
