import { expect, test } from 'vitest';
import { attribute, index, message, refusal, startDynamo, tableInput } from '../testing/tables.ts';

test('an index made later holds what the table already held, and goes again', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  for (const user of ['ann', 'bob', undefined]) {
    await dynamo.putItem({
      TableName: 'images',
      Item: { id: { S: `of-${user}` }, ...(user !== undefined && { user_id: { S: user } }) },
    });
  }
  await dynamo.putItem({ TableName: 'images', Item: { id: { S: 'odd' }, user_id: { N: '1' } } });
  const { TableDescription } = await dynamo.updateTable({
    TableName: 'images',
    AttributeDefinitions: [attribute('user_id')],
    GlobalSecondaryIndexUpdates: [{ Create: index('byUser', ['user_id']) }],
  });
  expect(TableDescription).toMatchObject({
    TableStatus: 'UPDATING',
    GlobalSecondaryIndexes: [{ IndexName: 'byUser', IndexStatus: 'CREATING' }],
  });
  const { Items } = await dynamo.scan({ TableName: 'images', IndexName: 'byUser' });
  expect(Items?.map(({ id }) => id?.S).toSorted()).toEqual(['of-ann', 'of-bob']);
  const wrong = dynamo.putItem({ TableName: 'images', Item: { id: { S: 'x' }, user_id: { N: '1' } } });
  expect(await message(wrong)).toBe(
    'One or more parameter values were invalid: Type mismatch for Index Key user_id Expected: S Actual: N IndexName: byUser',
  );
  await dynamo.updateTable({
    TableName: 'images',
    GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'byUser' } }],
  });
  expect(await message(dynamo.scan({ TableName: 'images', IndexName: 'byUser' }))).toBe(
    'The table does not have the specified index: byUser',
  );
  const { Table } = await dynamo.describeTable({ TableName: 'images' });
  expect(Table?.AttributeDefinitions).toEqual([{ AttributeName: 'id', AttributeType: 'S' }]);
});

test('capacity goes up and down, and the day’s decreases are counted', async () => {
  await using setup = await startDynamo();
  const { cloud, dynamo } = setup;
  const units = (read: number, write: number) => ({
    ProvisionedThroughput: { ReadCapacityUnits: read, WriteCapacityUnits: write },
  });
  await dynamo.createTable(tableInput('images', 'id', { BillingMode: 'PROVISIONED', ...units(5, 5) }));
  const changed = await dynamo.updateTable({ TableName: 'images', ...units(10, 2) });
  expect(changed.TableDescription?.ProvisionedThroughput).toMatchObject({ ReadCapacityUnits: 5 });
  const throughput = async () =>
    (await dynamo.describeTable({ TableName: 'images' })).Table?.ProvisionedThroughput;
  expect(await throughput()).toMatchObject({
    NumberOfDecreasesToday: 1,
    ReadCapacityUnits: 10,
    WriteCapacityUnits: 2,
  });
  expect(await message(dynamo.updateTable({ TableName: 'images', ...units(10, 2) }))).toMatch(
    /^The provisioned throughput for the table will not change\./,
  );
  await cloud.clock.advance(24 * 3_600_000);
  expect(await throughput()).toMatchObject({ NumberOfDecreasesToday: 0 });
});

test('a table becomes on-demand and is provisioned again', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  const ProvisionedThroughput = { ReadCapacityUnits: 5, WriteCapacityUnits: 5 };
  await dynamo.createTable(tableInput('images', 'id', { BillingMode: 'PROVISIONED', ProvisionedThroughput }));
  const described = async () => (await dynamo.describeTable({ TableName: 'images' })).Table;
  expect((await described())?.BillingModeSummary).toBeUndefined();
  await dynamo.updateTable({ TableName: 'images', BillingMode: 'PAY_PER_REQUEST' });
  expect(await described()).toMatchObject({
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    ProvisionedThroughput: { ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
  });
  await dynamo.updateTable({ TableName: 'images', BillingMode: 'PROVISIONED', ProvisionedThroughput });
  expect(await described()).toMatchObject({
    BillingModeSummary: { BillingMode: 'PROVISIONED' },
    ProvisionedThroughput,
  });
});

test('an index that does not exist cannot be deleted', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(tableInput('images', 'id'));
  const GlobalSecondaryIndexUpdates = [{ Delete: { IndexName: 'nothing' } }];
  expect(
    await refusal(dynamo.updateTable({ TableName: 'images', GlobalSecondaryIndexUpdates })),
  ).toMatchObject({ name: 'ResourceNotFoundException', message: 'Requested resource not found' });
});

test('backups of a table that does not exist are refused in words of their own', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  const missing = { name: 'TableNotFoundException', message: 'Table not found: nowhere' };
  expect(await refusal(dynamo.describeContinuousBackups({ TableName: 'nowhere' }))).toMatchObject(missing);
  const update = dynamo.updateContinuousBackups({
    TableName: 'nowhere',
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  });
  expect(await refusal(update)).toMatchObject(missing);
});
