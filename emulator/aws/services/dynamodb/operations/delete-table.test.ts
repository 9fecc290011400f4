import { expect, test } from 'vitest';
import { attribute, index, startDynamo, tableInput } from '../testing/tables.ts';

test('of a table that goes neither keys, nor indexes, nor age are told', async () => {
  await using setup = await startDynamo();
  const { dynamo } = setup;
  await dynamo.createTable(
    tableInput('images', 'id', {
      AttributeDefinitions: [attribute('user')],
      GlobalSecondaryIndexes: [index('byUser', ['user'])],
    }),
  );
  const { TableDescription } = await dynamo.deleteTable({ TableName: 'images' });
  expect(Object.keys(TableDescription ?? {}).toSorted()).toEqual([
    'BillingModeSummary',
    'DeletionProtectionEnabled',
    'ItemCount',
    'ProvisionedThroughput',
    'TableArn',
    'TableId',
    'TableName',
    'TableSizeBytes',
    'TableStatus',
    'WarmThroughput',
  ]);
});
