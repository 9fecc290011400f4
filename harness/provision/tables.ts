import {
  CreateTableCommand,
  DescribeTableCommand,
  waitUntilTableExists,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import type { TableSpec } from '#pipeline';
import { found, type Change } from './change.ts';

/** Seconds that a real table may take to become active. */
const MAX_WAIT = 120;

/** Makes a table stand. A standing table's keys cannot be changed; it is left as it is. */
export async function ensureTable(dynamodb: DynamoDBClient, spec: TableSpec): Promise<Change> {
  const TableName = spec.name;
  const standing = await found(
    dynamodb.send(new DescribeTableCommand({ TableName })),
    'ResourceNotFoundException',
  );
  if (standing !== undefined) return { kind: 'table', name: TableName, outcome: 'unchanged' };
  await dynamodb.send(
    new CreateTableCommand({
      TableName,
      AttributeDefinitions: [...spec.attributes],
      KeySchema: [...spec.key],
      ...(spec.capacity === undefined
        ? { BillingMode: 'PAY_PER_REQUEST' }
        : { BillingMode: 'PROVISIONED', ProvisionedThroughput: spec.capacity }),
      ...(spec.indexes && { GlobalSecondaryIndexes: [...spec.indexes] }),
      ...(spec.tags && { Tags: Object.entries(spec.tags).map(([Key, Value]) => ({ Key, Value })) }),
    }),
  );
  await waitUntilTableExists({ client: dynamodb, maxWaitTime: MAX_WAIT, minDelay: 1 }, { TableName });
  return { kind: 'table', name: TableName, outcome: 'created' };
}
