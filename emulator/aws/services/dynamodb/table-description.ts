/**
 * A table as DescribeTable shows it.
 *
 * Evidence: aws.md section E.3; recorded CreateTable and DescribeTable answers named there; that attributes are sorted by
 * name, as measured (public notes of a controller's developers, October 2026); that a class has a date once it was changed:
 * Alternator's tests, which their authors run on AWS.
 */
import type {
  GlobalSecondaryIndexDescription,
  IndexStatus,
  LocalSecondaryIndexDescription,
  Projection,
  ProvisionedThroughputDescription,
  TableDescription,
} from '@aws-sdk/client-dynamodb';
import { startOfDay, toDate, type Instant } from '../../kernel/instant.ts';
import { describeCeiling } from './on-demand.ts';
import {
  indexStatus,
  type Counted,
  type Index,
  type IndexDefinition,
  type Table,
  type Throughput,
} from './table.ts';

/** What an on-demand table takes at once, in units a second. */
const WARM_READS = 12_000;
const WARM_WRITES = 4_000;

export function describeTable(table: Table, now: Instant): TableDescription {
  const { definition } = table;
  const { counted, stream } = definition;
  const status = table.status(now);
  const globals = table.indexes.filter(({ global }) => global);
  const locals = table.indexes.filter(({ global }) => !global);
  const ceiling = describeCeiling(definition.ceiling);
  return {
    AttributeDefinitions: definition.attributes.toSorted((a, b) => byText(a.AttributeName, b.AttributeName)),
    TableName: definition.name,
    KeySchema: [...definition.keySchema],
    TableStatus: status,
    CreationDateTime: toDate(definition.createdAt),
    ProvisionedThroughput: describeThroughput(definition.throughput, now),
    TableSizeBytes: counted.bytes,
    ItemCount: counted.items,
    TableArn: definition.arn,
    TableId: definition.tableId,
    ...(definition.onDemandSince !== undefined && {
      BillingModeSummary: {
        BillingMode: definition.billingMode,
        LastUpdateToPayPerRequestDateTime: toDate(definition.onDemandSince),
      },
    }),
    ...(locals.length > 0 && {
      LocalSecondaryIndexes: locals.map((index) => describeLocal(index, definition.arn, counted)),
    }),
    ...(globals.length > 0 && {
      GlobalSecondaryIndexes: globals.map((index) => describeGlobal(index, table, now)),
    }),
    ...(definition.streamEnabled &&
      stream !== undefined && {
        StreamSpecification: { StreamEnabled: true, StreamViewType: stream.viewType },
      }),
    ...(stream !== undefined && {
      LatestStreamLabel: stream.label,
      LatestStreamArn: `${definition.arn}/stream/${stream.label}`,
    }),
    ...(definition.kmsKeyArn !== undefined && {
      SSEDescription: { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: definition.kmsKeyArn },
    }),
    ...(definition.tableClass !== undefined && {
      TableClassSummary: {
        TableClass: definition.tableClass,
        ...(definition.tableClassSince !== undefined && {
          LastUpdateDateTime: toDate(definition.tableClassSince),
        }),
      },
    }),
    ...(ceiling !== undefined && { OnDemandThroughput: ceiling }),
    DeletionProtectionEnabled: definition.deletionProtected,
    WarmThroughput: {
      ...warmth(definition.billingMode === 'PAY_PER_REQUEST' ? undefined : definition.throughput),
      Status: status === 'DELETING' ? 'ACTIVE' : status,
    },
  };
}

function describeLocal(
  { definition }: Index,
  tableArn: string,
  counted: Counted,
): LocalSecondaryIndexDescription {
  return {
    IndexName: definition.name,
    KeySchema: [...definition.keySchema],
    Projection: describeProjection(definition),
    ...describeSize(counted, definition.name),
    IndexArn: `${tableArn}/index/${definition.name}`,
  };
}

function describeGlobal({ definition }: Index, table: Table, now: Instant): GlobalSecondaryIndexDescription {
  const { arn, billingMode, counted } = table.definition;
  const ceiling = describeCeiling(definition.ceiling);
  const status = table.status(now) === 'CREATING' ? 'CREATING' : indexStatus(definition, now);
  return {
    IndexName: definition.name,
    KeySchema: [...definition.keySchema],
    Projection: describeProjection(definition),
    IndexStatus: status as IndexStatus,
    ...(indexStatus(definition, now) === 'CREATING' && { Backfilling: true }),
    ProvisionedThroughput: describeThroughput(definition.throughput, now),
    ...describeSize(counted, definition.name),
    IndexArn: `${arn}/index/${definition.name}`,
    ...(ceiling !== undefined && { OnDemandThroughput: ceiling }),
    WarmThroughput: {
      ...warmth(billingMode === 'PAY_PER_REQUEST' ? undefined : definition.throughput),
      Status: 'ACTIVE',
    },
  };
}

function describeProjection({ projection }: IndexDefinition): Projection {
  const { NonKeyAttributes: names } = projection;
  return { ...projection, ...(names !== undefined && { NonKeyAttributes: names.toSorted(byText) }) };
}

const byText = (a: string | undefined, b: string | undefined): number => ((a ?? '') < (b ?? '') ? -1 : 1);

const describeSize = ({ indexes }: Counted, name: string) => ({
  IndexSizeBytes: indexes[name]?.bytes ?? 0,
  ItemCount: indexes[name]?.items ?? 0,
});

function describeThroughput(throughput: Throughput, now: Instant): ProvisionedThroughputDescription {
  const { read, write, increasedAt, decreasedAt, decreases = 0 } = throughput;
  const today = decreasedAt !== undefined && startOfDay(decreasedAt) === startOfDay(now);
  return {
    ...(increasedAt !== undefined && { LastIncreaseDateTime: toDate(increasedAt) }),
    ...(decreasedAt !== undefined && { LastDecreaseDateTime: toDate(decreasedAt) }),
    NumberOfDecreasesToday: today ? decreases : 0,
    ReadCapacityUnits: read,
    WriteCapacityUnits: write,
  };
}

const warmth = (throughput: Throughput | undefined) => ({
  ReadUnitsPerSecond: Math.max(throughput?.read ?? WARM_READS, throughput === undefined ? 0 : 1),
  WriteUnitsPerSecond: Math.max(throughput?.write ?? WARM_WRITES, throughput === undefined ? 0 : 1),
});
