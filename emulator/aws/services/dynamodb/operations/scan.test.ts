import type { AttributeValue, ScanCommandInput } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { attribute, index, message, startDynamo, tableInput, type TestDynamo } from '../testing/tables.ts';

async function fill({ dynamo }: TestDynamo, count: number): Promise<void> {
  await dynamo.createTable(
    tableInput('images', 'id', {
      AttributeDefinitions: [attribute('user_id')],
      GlobalSecondaryIndexes: [index('byUser', ['user_id'])],
    }),
  );
  for (let n = 0; n < count; n += 1) {
    const user = n % 3 === 0 ? {} : { user_id: { S: 'everybody' } };
    await dynamo.putItem({
      TableName: 'images',
      Item: { id: { S: `img_${n}` }, n: { N: String(n) }, ...user },
    });
  }
}

async function pages({ dynamo }: TestDynamo, input: Partial<ScanCommandInput>): Promise<string[]> {
  const ids: string[] = [];
  let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
  do {
    const page = await dynamo.scan({ TableName: 'images', ...input, ExclusiveStartKey });
    ids.push(...(page.Items ?? []).map(({ id }) => id?.S ?? ''));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return ids;
}

const all = (count: number) => Array.from({ length: count }, (_, n) => `img_${n}`).toSorted();

test('pages of a scan are all the items, each once', async () => {
  await using setup = await startDynamo();
  await fill(setup, 30);
  expect((await pages(setup, { Limit: 7 })).toSorted()).toEqual(all(30));
});

test('segments share all the items out', async () => {
  await using setup = await startDynamo();
  await fill(setup, 40);
  const segments = await Promise.all(
    [0, 1, 2, 3].map((Segment) => pages(setup, { Segment, TotalSegments: 4, Limit: 3 })),
  );
  expect(segments.flat().toSorted()).toEqual(all(40));
  for (const segment of segments) expect(segment.length).toBeGreaterThan(2);
});

test('an index is scanned too, and holds only the items that have its key', async () => {
  await using setup = await startDynamo();
  await fill(setup, 30);
  const expected = all(30).filter((id) => Number(id.slice(4)) % 3 !== 0);
  expect((await pages(setup, { IndexName: 'byUser', Limit: 4 })).toSorted()).toEqual(expected);
});

test('a scan pays for what its filter takes away', async () => {
  await using setup = await startDynamo();
  await fill(setup, 10);
  const scan = await setup.dynamo.scan({
    TableName: 'images',
    FilterExpression: 'n < :three',
    ExpressionAttributeValues: { ':three': { N: '3' } },
    ProjectionExpression: 'id',
    ReturnConsumedCapacity: 'TOTAL',
    ConsistentRead: true,
  });
  expect(scan).toMatchObject({ Count: 3, ScannedCount: 10, ConsumedCapacity: { CapacityUnits: 1 } });
  const counted = await setup.dynamo.scan({ TableName: 'images', Select: 'COUNT' });
  expect(counted).toMatchObject({ Count: 10, ScannedCount: 10 });
  expect(counted.Items).toBeUndefined();
});

test.for([
  [
    { Segment: 0 },
    'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
  ],
  [
    { TotalSegments: 4 },
    'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
  ],
  [
    { Segment: 5, TotalSegments: 5 },
    'The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 5 is not less than TotalSegments: 5',
  ],
  [
    { IndexName: 'byUser', ConsistentRead: true },
    'Consistent reads are not supported on global secondary indexes',
  ],
  [
    { ExclusiveStartKey: { id: { N: '1' } } },
    'The provided starting key is invalid: The provided key element does not match the schema',
  ],
  [
    { FilterExpression: 'n = :n', ScanFilter: {}, ExpressionAttributeValues: { ':n': { N: '1' } } },
    'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {ScanFilter} Expression parameters: {FilterExpression}',
  ],
  [
    { ExpressionAttributeValues: { ':n': { N: '1' } } },
    'ExpressionAttributeValues can only be specified when using expressions: FilterExpression is null',
  ],
  [
    { ConditionalOperator: 'AND', AttributesToGet: ['id'] },
    'ConditionalOperator cannot be used without Filter or Expected',
  ],
  [
    { ConditionalOperator: 'AND', ScanFilter: { n: { ComparisonOperator: 'NULL' } } },
    'ConditionalOperator can only be used when Filter or Expected has two or more elements',
  ],
  [
    { ConditionalOperator: 'AND', ProjectionExpression: 'id' },
    'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {ConditionalOperator} Expression parameters: {ProjectionExpression}',
  ],
] as const)('a scan that cannot be is refused: case %#', async ([input, text]) => {
  await using setup = await startDynamo();
  await fill(setup, 0);
  expect(await message(setup.dynamo.scan({ TableName: 'images', ...(input as object) }))).toBe(text);
});
