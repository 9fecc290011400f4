/** Settings of tables that are refused by name rather than taken and forgotten. */
import type {
  CreateTableInput,
  GlobalSecondaryIndex,
  GlobalSecondaryIndexUpdate,
  UpdateTableInput,
} from '@aws-sdk/client-dynamodb';
import { notImplemented } from '../../kernel/aws-error.ts';

const SETTINGS: readonly (keyof CreateTableInput | keyof UpdateTableInput)[] = [
  'GlobalTableSettingsReplicationMode',
  'GlobalTableSourceArn',
  'GlobalTableWitnessUpdates',
  'MultiRegionConsistency',
  'ReplicaUpdates',
  'ResourcePolicy',
  'VectorIndexUpdates',
  'VectorIndexes',
  'WarmThroughput',
];

interface Settings {
  readonly GlobalSecondaryIndexes?: readonly GlobalSecondaryIndex[] | undefined;
  readonly GlobalSecondaryIndexUpdates?: readonly GlobalSecondaryIndexUpdate[] | undefined;
}

/** @throws AwsError NotImplemented */
export function refuseUnsupported(operation: string, input: Settings): void {
  for (const name of SETTINGS)
    if (name in input) throw notImplemented('dynamodb', `${operation} with ${name}`);
  const indexes = [
    ...(input.GlobalSecondaryIndexes ?? []),
    ...(input.GlobalSecondaryIndexUpdates ?? []).flatMap(({ Create, Update }) => [
      Create ?? {},
      Update ?? {},
    ]),
  ];
  if (indexes.some((index) => 'WarmThroughput' in index)) {
    throw notImplemented('dynamodb', `${operation} with WarmThroughput of an index`);
  }
}
