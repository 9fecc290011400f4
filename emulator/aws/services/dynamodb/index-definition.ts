/** An index's definition out of a request. */
import type { GlobalSecondaryIndex, LocalSecondaryIndex } from '@aws-sdk/client-dynamodb';
import type { DynamoDb } from './dynamodb.ts';
import { ceilingAfter } from './on-demand.ts';
import type { IndexDefinition, Throughput } from './table.ts';

interface GivenThroughput {
  readonly ReadCapacityUnits: number | undefined;
  readonly WriteCapacityUnits: number | undefined;
}

/** On-demand tables have none, which DescribeTable shows as zero. */
export const throughputOf = (given: GivenThroughput | undefined): Throughput => ({
  read: given?.ReadCapacityUnits ?? 0,
  write: given?.WriteCapacityUnits ?? 0,
});

export function indexDefinition(
  db: DynamoDb,
  kind: 'global' | 'local',
  index: GlobalSecondaryIndex | LocalSecondaryIndex,
): IndexDefinition {
  const ceiling = ceilingAfter(
    undefined,
    'OnDemandThroughput' in index ? index.OnDemandThroughput : undefined,
  );
  return {
    id: db.newIndexId(),
    name: index.IndexName ?? '',
    kind,
    keySchema: index.KeySchema ?? [],
    projection: index.Projection ?? {},
    throughput: throughputOf('ProvisionedThroughput' in index ? index.ProvisionedThroughput : undefined),
    ...(ceiling !== undefined && { ceiling }),
  };
}
