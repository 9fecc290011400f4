import type { TransactWriteItem, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import {
  attribute,
  index,
  message,
  refusal,
  startDynamo,
  tableInput,
  type TestDynamo,
} from '../testing/tables.ts';

const key = (id: string) => ({ id: { S: id } });
const put = (id: string, more: object = {}): TransactWriteItem => ({
  Put: { TableName: 'images', Item: key(id), ...more },
});

async function create({ dynamo }: TestDynamo): Promise<void> {
  await dynamo.createTable(
    tableInput('images', 'id', {
      AttributeDefinitions: [attribute('user_id')],
      GlobalSecondaryIndexes: [index('byUser', ['user_id'])],
    }),
  );
}

const cancelled = async (call: Promise<unknown>) => (await refusal(call)) as TransactionCanceledException;

test('all actions of a transaction are done', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await create(setup);
  for (const id of ['a', 'b', 'c']) await dynamo.putItem({ TableName: 'images', Item: key(id) });
  await dynamo.transactWriteItems({
    TransactItems: [
      {
        Update: {
          TableName: 'images',
          Key: key('a'),
          UpdateExpression: 'SET n = :n',
          ExpressionAttributeValues: { ':n': { N: '1' } },
        },
      },
      { Delete: { TableName: 'images', Key: key('b') } },
      {
        ConditionCheck: {
          TableName: 'images',
          Key: key('c'),
          ConditionExpression: 'attribute_exists(id)',
        },
      },
      put('d'),
    ],
  });
  const get = (id: string) => ({ Get: { TableName: 'images', Key: key(id) } });
  const { Responses } = await dynamo.transactGetItems({ TransactItems: ['a', 'b', 'c', 'd'].map(get) });
  expect(Responses).toEqual([
    { Item: { ...key('a'), n: { N: '1' } } },
    {},
    { Item: key('c') },
    { Item: key('d') },
  ]);
});

test('one action that fails undoes all, and every action is told how it fared', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await create(setup);
  await dynamo.putItem({ TableName: 'images', Item: { ...key('there'), n: { N: '1' } } });
  const write = dynamo.transactWriteItems({
    TransactItems: [
      put('new'),
      put('there', {
        ConditionExpression: 'attribute_not_exists(id)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    ],
  });
  expect(await cancelled(write)).toMatchObject({
    name: 'TransactionCanceledException',
    message:
      'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]',
    CancellationReasons: [
      { Code: 'None' },
      {
        Code: 'ConditionalCheckFailed',
        Message: 'The conditional request failed',
        Item: { ...key('there'), n: { N: '1' } },
      },
    ],
  });
  expect((await dynamo.getItem({ TableName: 'images', Key: key('new') })).Item).toBeUndefined();
});

test('a value that does not fit a key cancels; an empty one refuses the request', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await create(setup);
  const write = (action: TransactWriteItem) => dynamo.transactWriteItems({ TransactItems: [action] });
  const reason = async (action: TransactWriteItem) => (await cancelled(write(action))).CancellationReasons;
  expect(await reason({ Put: { TableName: 'images', Item: { id: { N: '1' } } } })).toEqual([
    {
      Code: 'ValidationError',
      Message: 'One or more parameter values were invalid: Type mismatch for key id expected: S actual: N',
    },
  ]);
  expect(await reason({ Delete: { TableName: 'images', Key: { id: { N: '1' } } } })).toEqual([
    { Code: 'ValidationError', Message: 'The provided key element does not match the schema' },
  ]);
  const several = dynamo.transactWriteItems({
    TransactItems: [
      put('there', { ConditionExpression: 'attribute_exists(id)' }),
      { Delete: { TableName: 'images', Key: { id: { N: '1' } } } },
      { Delete: { TableName: 'images', Key: { id: { N: '2' } } } },
    ],
  });
  expect((await cancelled(several)).CancellationReasons?.map(({ Code }) => Code)).toEqual([
    'None',
    'ValidationError',
    'None',
  ]);
  const empty = write({ Put: { TableName: 'images', Item: { ...key('a'), user_id: { S: '' } } } });
  expect(await refusal(empty)).toMatchObject({
    name: 'ValidationException',
    message:
      'One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: byUser, IndexKey: user_id',
  });
});

test('a put that is too large refuses the request, an update that makes an item too large cancels it', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await create(setup);
  const payload = { S: 'x'.repeat(409_600) };
  const putting = dynamo.transactWriteItems({
    TransactItems: [{ Put: { TableName: 'images', Item: { ...key('a'), payload } } }],
  });
  expect(await message(putting)).toBe('Item size has exceeded the maximum allowed size');
  const updating = dynamo.transactWriteItems({
    TransactItems: [
      {
        Update: {
          TableName: 'images',
          Key: key('a'),
          UpdateExpression: 'SET payload = :payload',
          ExpressionAttributeValues: { ':payload': payload },
        },
      },
    ],
  });
  expect((await cancelled(updating)).CancellationReasons).toEqual([
    { Code: 'ValidationError', Message: 'Item size to update has exceeded the maximum allowed size' },
  ]);
});

test('a token makes a repeated request one for ten minutes', async () => {
  await using setup = await startDynamo();
  const { cloud, dynamo } = setup;
  await create(setup);
  const add = (amount: string) =>
    dynamo.transactWriteItems({
      ClientRequestToken: 'token',
      ReturnConsumedCapacity: 'TOTAL',
      TransactItems: [
        {
          Update: {
            TableName: 'images',
            Key: key('a'),
            UpdateExpression: 'ADD n :n',
            ExpressionAttributeValues: { ':n': { N: amount } },
          },
        },
      ],
    });
  const count = async () => (await dynamo.getItem({ TableName: 'images', Key: key('a') })).Item?.n?.N;
  const units = { TableName: 'images', CapacityUnits: 2 };
  expect((await add('1')).ConsumedCapacity).toEqual([{ ...units, WriteCapacityUnits: 2 }]);
  expect((await add('1')).ConsumedCapacity).toEqual([{ ...units, ReadCapacityUnits: 2 }]);
  expect(await count()).toBe('1');
  expect((await refusal(add('2'))).name).toBe('IdempotentParameterMismatchException');
  await cloud.clock.advance(600_000);
  await add('2');
  expect(await count()).toBe('3');
});

test.for([
  [
    [],
    /at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1$/,
  ],
  [[put('a'), put('a')], /^Transaction request cannot include multiple operations on one item$/],
  [[{}], /^The action or operation requested is invalid\. Verify that the action is typed correctly\.$/],
  [[{ Put: { TableName: 'nowhere', Item: key('a') } }], /^Requested resource not found$/],
  [
    Array.from({ length: 101 }, (_, n) => put(String(n))),
    /at 'transactItems' failed to satisfy constraint: Member must have length less than or equal to 100$/,
  ],
  [
    Array.from({ length: 12 }, (_, n) => ({
      Put: { TableName: 'images', Item: { ...key(String(n)), data: { S: 'x'.repeat(380_000) } } },
    })),
    /^Transaction payload size cannot exceed 4MB\. Payload Size: : Transaction payload size cannot exceed 4MB\. Payload Size: 4560\d{3}$/,
  ],
] as const)('a transaction that cannot be is refused: case %#', async ([TransactItems, text]) => {
  await using setup = await startDynamo();
  await create(setup);
  const write = setup.dynamo.transactWriteItems({ TransactItems: TransactItems as TransactWriteItem[] });
  expect(await message(write)).toMatch(text);
});

test('names and values may stand in transactions without expressions, but not beside expressions that leave them out', async () => {
  await using setup = await startDynamo();
  await create(setup);
  const { dynamo } = setup;
  const names = { ExpressionAttributeNames: { '#n': 'n' } };
  const Put = {
    TableName: 'images',
    Item: key('a'),
    ...names,
    ExpressionAttributeValues: { ':v': { N: '1' } },
  };
  await dynamo.transactWriteItems({ TransactItems: [{ Put }] });
  const get = (ProjectionExpression?: string) =>
    dynamo.transactGetItems({
      TransactItems: [{ Get: { TableName: 'images', Key: key('a'), ProjectionExpression, ...names } }],
    });
  expect((await get()).Responses).toEqual([{ Item: key('a') }]);
  expect(await message(get('id'))).toBe(
    'Value provided in ExpressionAttributeNames unused in expressions: keys: {#n}',
  );
});
