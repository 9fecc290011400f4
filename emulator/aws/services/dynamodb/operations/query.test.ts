import type { AttributeValue, DynamoDB, QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { attribute, index, message, startDynamo, tableInput } from '../testing/tables.ts';

/** The image service's table: images by id, and by user in order of creation. */
const IMAGES = tableInput('ImageMetadata', 'image_id', {
  AttributeDefinitions: [attribute('user_id'), attribute('created_at')],
  GlobalSecondaryIndexes: [index('UserIdIndex', ['user_id'], ['created_at'])],
});

async function putImages(dynamo: DynamoDB, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    await dynamo.putItem({
      TableName: 'ImageMetadata',
      Item: {
        image_id: { S: `img_${n}` },
        user_id: { S: n % 2 === 0 ? 'ann' : 'bob' },
        created_at: { S: `2026-11-20T10:0${n}:00Z` },
        title: { S: n < 2 ? 'dog' : 'cat' },
      },
    });
  }
}

const byUser = (user: string, more: Partial<QueryCommandInput> = {}): QueryCommandInput => ({
  TableName: 'ImageMetadata',
  IndexName: 'UserIdIndex',
  KeyConditionExpression: 'user_id = :user',
  ...more,
  ExpressionAttributeValues: { ':user': { S: user }, ...more.ExpressionAttributeValues },
});

const ids = (items: readonly Record<string, AttributeValue>[] | undefined) =>
  items?.map(({ image_id: id }) => id?.S);

test('an index answers in the order of its sort key, either way', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(IMAGES);
  await putImages(dynamo, 6);
  expect(ids((await dynamo.query(byUser('ann'))).Items)).toEqual(['img_0', 'img_2', 'img_4']);
  const backwards = await dynamo.query(byUser('ann', { ScanIndexForward: false }));
  expect(ids(backwards.Items)).toEqual(['img_4', 'img_2', 'img_0']);
});

test('the limit counts items before the filter, so a page may be empty and still have a successor', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(IMAGES);
  await putImages(dynamo, 6);
  const page = (ExclusiveStartKey?: Record<string, AttributeValue>) =>
    dynamo.query(
      byUser('ann', {
        Limit: 2,
        FilterExpression: 'title = :title',
        ExpressionAttributeValues: { ':title': { S: 'dog' } },
        ScanIndexForward: false,
        ExclusiveStartKey,
      }),
    );
  const first = await page();
  expect(first).toMatchObject({ Items: [], Count: 0, ScannedCount: 2 });
  expect(first.LastEvaluatedKey).toEqual({
    image_id: { S: 'img_2' },
    user_id: { S: 'ann' },
    created_at: { S: '2026-11-20T10:02:00Z' },
  });
  const second = await page(first.LastEvaluatedKey);
  expect(second).toMatchObject({ Count: 1, ScannedCount: 1 });
  expect(ids(second.Items)).toEqual(['img_0']);
  expect(second.LastEvaluatedKey).toBeUndefined();
});

test('a limit reached on the last item leads to one more, empty page', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(IMAGES);
  await putImages(dynamo, 4);
  const { LastEvaluatedKey } = await dynamo.query(byUser('ann', { Limit: 2 }));
  expect(LastEvaluatedKey?.image_id).toEqual({ S: 'img_2' });
  const rest = await dynamo.query(byUser('ann', { Limit: 2, ExclusiveStartKey: LastEvaluatedKey }));
  expect(rest).toMatchObject({ Items: [], Count: 0, ScannedCount: 0 });
  expect(rest.LastEvaluatedKey).toBeUndefined();
});

test('a page ends at a megabyte', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('big', 'pk sk:N'));
  const data = { S: 'x'.repeat(100_000) };
  for (let n = 0; n < 12; n += 1) {
    await dynamo.putItem({ TableName: 'big', Item: { pk: { S: 'p' }, sk: { N: String(n) }, data } });
  }
  const query = (ExclusiveStartKey?: Record<string, AttributeValue>) =>
    dynamo.query({
      TableName: 'big',
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': { S: 'p' } },
      ReturnConsumedCapacity: 'TOTAL',
      ExclusiveStartKey,
    });
  const first = await query();
  expect(first.Count).toBe(11);
  expect(first.ConsumedCapacity?.CapacityUnits).toBe(134.5);
  expect((await query(first.LastEvaluatedKey)).Items?.map(({ sk }) => sk?.N)).toEqual(['11']);
});

test.for([
  ['sk = :b', ['5']],
  ['sk < :b', ['-10', '0.5']],
  ['sk <= :b', ['-10', '0.5', '5']],
  ['sk > :b', ['40', '300']],
  ['sk >= :b', ['5', '40', '300']],
  [':b < sk', ['40', '300']],
  ['sk BETWEEN :a AND :b', ['0.5', '5']],
] as const)('numbers are selected and sorted by value: %s', async ([condition, expected]) => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('numbers', 'pk sk:N'));
  for (const N of ['300', '5', '-10', '40', '0.5']) {
    await dynamo.putItem({ TableName: 'numbers', Item: { pk: { S: 'p' }, sk: { N } } });
  }
  const values = {
    ':p': { S: 'p' },
    ':b': { N: '5' },
    ...(condition.includes(':a') && { ':a': { N: '0' } }),
  };
  const { Items } = await dynamo.query({
    TableName: 'numbers',
    KeyConditionExpression: `pk = :p AND ${condition}`,
    ExpressionAttributeValues: values,
  });
  expect(Items?.map(({ sk }) => sk?.N)).toEqual(expected);
});

test('strings sort by their UTF-8 bytes, and begins_with selects a stretch of them', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('strings', 'pk sk'));
  const sorted = ['a', 'a\u0000', 'aé', 'a\uFFFD', 'a\u{1F600}', 'a\u{10FFFF}', 'b'];
  for (const S of sorted.toReversed()) {
    await dynamo.putItem({ TableName: 'strings', Item: { pk: { S: 'p' }, sk: { S } } });
  }
  const keys = async (condition: string, value?: string) => {
    const { Items } = await dynamo.query({
      TableName: 'strings',
      KeyConditionExpression: `pk = :p${condition}`,
      ExpressionAttributeValues: { ':p': { S: 'p' }, ...(value !== undefined && { ':v': { S: value } }) },
    });
    return Items?.map(({ sk }) => sk?.S);
  };
  expect(await keys('')).toEqual(sorted);
  expect(await keys(' AND begins_with(sk, :v)', 'a')).toEqual(sorted.slice(0, -1));
  expect(await keys(' AND begins_with(sk, :v)', 'a\u{10FFFF}')).toEqual(['a\u{10FFFF}']);
});

test('binary sort keys sort by their bytes', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('binaries', 'pk sk:B'));
  const sorted = [[0], [0, 0], [127], [128], [255, 0]].map((bytes) => Uint8Array.from(bytes));
  for (const B of sorted.toReversed()) {
    await dynamo.putItem({ TableName: 'binaries', Item: { pk: { S: 'p' }, sk: { B } } });
  }
  const { Items } = await dynamo.query({
    TableName: 'binaries',
    KeyConditionExpression: 'pk = :p',
    ExpressionAttributeValues: { ':p': { S: 'p' } },
  });
  expect(Items?.map(({ sk }) => sk?.B)).toEqual(sorted);
});

test('an index that projects keys only cannot give more; a local one fetches it', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  const keysOnly = { ProjectionType: 'KEYS_ONLY' } as const;
  await dynamo.createTable(
    tableInput('table', 'pk sk', {
      AttributeDefinitions: [attribute('at:N')],
      GlobalSecondaryIndexes: [index('global', ['sk'], [], keysOnly)],
      LocalSecondaryIndexes: [index('local', ['pk'], ['at'], keysOnly)],
    }),
  );
  const Item = { pk: { S: 'p' }, sk: { S: 's' }, at: { N: '1' }, more: { S: 'm' } };
  await dynamo.putItem({ TableName: 'table', Item });
  const global = (more: Partial<QueryCommandInput>) =>
    dynamo.query({
      TableName: 'table',
      IndexName: 'global',
      KeyConditionExpression: 'sk = :s',
      ExpressionAttributeValues: { ':s': { S: 's' } },
      ...more,
    });
  const local = (more: Partial<QueryCommandInput>) =>
    dynamo.query({
      TableName: 'table',
      IndexName: 'local',
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': { S: 'p' } },
      ReturnConsumedCapacity: 'INDEXES',
      ...more,
    });
  expect((await global({})).Items).toEqual([{ pk: { S: 'p' }, sk: { S: 's' } }]);
  expect(await message(global({ ProjectionExpression: 'more' }))).toBe(
    'One or more parameter values were invalid: Global secondary index global does not project [more]',
  );
  expect(await message(global({ Select: 'ALL_ATTRIBUTES' }))).toBe(
    'One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index global because its projection type is not ALL',
  );
  expect((await local({})).Items).toEqual([{ pk: { S: 'p' }, sk: { S: 's' }, at: { N: '1' } }]);
  const fetched = await local({ Select: 'ALL_ATTRIBUTES' });
  expect(fetched.Items).toEqual([Item]);
  expect(fetched.ConsumedCapacity).toEqual({
    TableName: 'table',
    CapacityUnits: 1,
    Table: { CapacityUnits: 0.5 },
    LocalSecondaryIndexes: { local: { CapacityUnits: 0.5 } },
  });
});

test('an index with several attributes in its key asks for them from left to right', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(
    tableInput('matches', 'id', {
      AttributeDefinitions: ['cup', 'area', 'round:N', 'bracket'].map(attribute),
      GlobalSecondaryIndexes: [index('play', ['cup', 'area'], ['round', 'bracket'])],
    }),
  );
  const put = (id: string, round: number, bracket?: string) =>
    dynamo.putItem({
      TableName: 'matches',
      Item: {
        id: { S: id },
        cup: { S: 'winter' },
        area: { S: 'na' },
        round: { N: String(round) },
        ...(bracket !== undefined && { bracket: { S: bracket } }),
      },
    });
  await put('a', 10, 'upper');
  await put('b', 2, 'lower');
  await put('c', 2, 'upper');
  await put('d', 2);
  const query = async (sort: string, extra: Partial<QueryCommandInput> = {}) => {
    const all: Record<string, AttributeValue> = { ':round': { N: '2' }, ':bracket': { S: 'u' } };
    const used = Object.entries(all).filter(([name]) => sort.includes(name));
    const answer = await dynamo.query({
      TableName: 'matches',
      IndexName: 'play',
      KeyConditionExpression: `cup = :cup AND area = :area${sort}`,
      ExpressionAttributeValues: {
        ':cup': { S: 'winter' },
        ':area': { S: 'na' },
        ...Object.fromEntries(used),
      },
      ...extra,
    });
    return { ids: answer.Items?.map(({ id }) => id?.S), last: answer.LastEvaluatedKey };
  };
  expect((await query('')).ids).toEqual(['b', 'c', 'a']);
  expect((await query(' AND round = :round')).ids).toEqual(['b', 'c']);
  expect((await query(' AND round > :round')).ids).toEqual(['a']);
  expect((await query(' AND round = :round AND begins_with(bracket, :bracket)')).ids).toEqual(['c']);
  expect((await query(' AND round = :round AND bracket < :bracket')).ids).toEqual(['b']);
  const page = await query('', { Limit: 1 });
  expect(Object.keys(page.last ?? {}).toSorted()).toEqual(['area', 'bracket', 'cup', 'id', 'round']);
  expect((await query('', { ExclusiveStartKey: page.last })).ids).toEqual(['c', 'a']);
  expect(await message(query(' AND bracket = :bracket'))).toBe(
    'RANGE key attributes round must have equality conditions specified in the query because a condition is present on key attribute bracket',
  );
});

test.for([
  [{ KeyConditionExpression: 'sk = :p' }, 'Query condition missed key schema element: pk'],
  [{ KeyConditionExpression: 'pk > :p' }, 'Query key condition not supported'],
  [{ KeyConditionExpression: 'pk = :p OR sk = :p' }, 'Invalid operator used in KeyConditionExpression: OR'],
  [
    { KeyConditionExpression: 'pk = :p AND pk = :p' },
    'Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key',
  ],
  [
    { KeyConditionExpression: 'pk = :p AND sk = :p AND a = :p' },
    'The number of query conditions (3) exceeds the number of key attributes defined in the schema (2)',
  ],
  [
    { KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': { S: '' } } },
    'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk',
  ],
  [{ ConditionalOperator: 'OR' }, 'ConditionalOperator cannot be used without Filter or Expected'],
  [
    { KeyConditionExpression: 'pk = :p AND sk.a = :p' },
    'KeyConditionExpressions cannot have conditions on nested attributes',
  ],
  [
    { KeyConditionExpression: 'pk = :p AND size(sk) = :p' },
    'KeyConditionExpressions cannot contain nested operations',
  ],
  [
    { KeyConditionExpression: 'pk = :p', FilterExpression: 'sk = :p' },
    'Filter Expression can only contain non-primary key attributes: Primary key attribute: sk',
  ],
  [
    { KeyConditionExpression: 'pk = :p', IndexName: 'nothing' },
    'The table does not have the specified index: nothing',
  ],
  [
    { KeyConditionExpression: 'pk = :p', Select: 'ALL_PROJECTED_ATTRIBUTES' },
    'One or more parameter values were invalid: ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName',
  ],
  [
    { KeyConditionExpression: 'pk = :p', Limit: 0 },
    "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
  ],
  [
    { KeyConditionExpression: 'pk = :p', ExclusiveStartKey: { pk: { S: 'p' } } },
    'The provided starting key is invalid: The provided key element does not match the schema',
  ],
  [
    { KeyConditionExpression: 'pk = :p', ExclusiveStartKey: { pk: { S: 'q' }, sk: { S: 's' } } },
    'The provided starting key is outside query boundaries based on provided conditions',
  ],
  [{}, 'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.'],
] as const)('a query that cannot be is refused: case %#', async ([input, text]) => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('table', 'pk sk'));
  const values = 'KeyConditionExpression' in input ? { ':p': { S: 'p' } } : undefined;
  const query = dynamo.query({ TableName: 'table', ExpressionAttributeValues: values, ...input });
  expect(await message(query)).toBe(text);
});

test('the parameters from before expressions select the same', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(IMAGES);
  await putImages(dynamo, 6);
  const { Items } = await dynamo.query({
    TableName: 'ImageMetadata',
    IndexName: 'UserIdIndex',
    KeyConditions: {
      user_id: { ComparisonOperator: 'EQ', AttributeValueList: [{ S: 'ann' }] },
      created_at: { ComparisonOperator: 'BEGINS_WITH', AttributeValueList: [{ S: '2026-11-20' }] },
    },
    QueryFilter: { title: { ComparisonOperator: 'NE', AttributeValueList: [{ S: 'dog' }] } },
    AttributesToGet: ['image_id'],
  });
  expect(Items).toEqual([{ image_id: { S: 'img_2' } }, { image_id: { S: 'img_4' } }]);
});
