/**
 * What UpdateTable may change, and what comes of it.
 *
 * Evidence: aws.md section E.3; texts after dynalite 4 and as reported by users of real tables.
 * Gaps: the limits on how often capacity may be decreased in a day are not enforced; the answer
 * shows an index that is to go as DELETING, after it the index is gone at once.
 */
import type {
  GlobalSecondaryIndexUpdate,
  ProvisionedThroughput,
  UpdateTableInput,
} from '@aws-sdk/client-dynamodb';
import { startOfDay, type Instant } from '../../kernel/instant.ts';
import type { Call } from '../../kernel/operation.ts';
import type { DynamoDb } from './dynamodb.ts';
import { invalidParameter, limitExceeded, notFound, validation } from './errors.ts';
import { indexDefinition, throughputOf } from './index-definition.ts';
import { newStream } from './stream-settings.ts';
import { checkGlobalIndex, checkGlobalIndexCount, checkUnits } from './table-rules.ts';
import { encryptionKey } from './table-settings.ts';
import type { IndexDefinition, Table, TableDefinition, Throughput } from './table.ts';

export interface TableUpdate {
  readonly definition: Partial<TableDefinition>;
  /** Indexes that are new and to be filled, and indexes that are to go. */
  readonly filled: readonly string[];
  readonly removed: readonly string[];
}

/** @throws AwsError ValidationException about what the request says by itself */
export function checkUpdate(input: UpdateTableInput): void {
  const { GlobalSecondaryIndexUpdates: updates = [], ProvisionedThroughput: throughput } = input;
  const settings = [
    throughput,
    input.BillingMode,
    input.StreamSpecification,
    input.SSESpecification,
    input.TableClass,
    input.DeletionProtectionEnabled,
  ];
  if (updates.length === 0 && settings.every((setting) => setting === undefined)) {
    throw validation(
      'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required',
    );
  }
  if (input.BillingMode === 'PAY_PER_REQUEST' && throughput !== undefined) {
    throw invalidParameter(
      'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    );
  }
  if (throughput !== undefined) checkUnits(throughput);
  const names = new Set<string>();
  for (const update of updates) {
    const name = (update.Update ?? update.Create ?? update.Delete)?.IndexName;
    if (name === undefined) {
      throw invalidParameter(
        'One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null',
      );
    }
    if (names.has(name)) {
      throw invalidParameter(
        `Only one global secondary index update per index is allowed simultaneously. Index: ${name}`,
      );
    }
    names.add(name);
    const units = update.Update?.ProvisionedThroughput;
    if (units !== undefined) checkUnits(units, name);
  }
  if (updates.filter(({ Update }) => Update === undefined).length > 1) {
    throw limitExceeded(
      'Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
    );
  }
}

/** @throws AwsError ValidationException, ResourceNotFoundException */
export function changesOf(db: DynamoDb, table: Table, input: UpdateTableInput, call: Call): TableUpdate {
  const { now } = call;
  const { definition: before } = table;
  const billingMode = input.BillingMode ?? before.billingMode;
  const kmsKeyArn = encryptionKey(db, call, input.SSESpecification);
  const { indexes, filled, removed } = changedIndexes(db, table, input, billingMode, now);
  const attributes = [...(input.AttributeDefinitions ?? []), ...before.attributes];
  const keys = new Set(
    [before.keySchema, ...indexes.map(({ keySchema }) => keySchema)].flat().map((key) => key.AttributeName),
  );
  return {
    filled,
    removed,
    definition: {
      billingMode,
      ...(billingMode === 'PAY_PER_REQUEST' &&
        before.billingMode !== 'PAY_PER_REQUEST' && { onDemandSince: now }),
      throughput: changedThroughput(before, input, billingMode, now),
      indexes,
      attributes: attributes.filter(
        ({ AttributeName: name }, at) =>
          keys.has(name) && attributes.findIndex((other) => other.AttributeName === name) === at,
      ),
      transition: { status: 'UPDATING', until: db.settledAt(now) },
      ...changedStream(table, input, now),
      ...(input.TableClass !== undefined && { tableClass: input.TableClass }),
      ...(kmsKeyArn !== undefined && { kmsKeyArn }),
      deletionProtected: input.DeletionProtectionEnabled ?? before.deletionProtected,
    },
  };
}

function changedThroughput(
  before: TableDefinition,
  { ProvisionedThroughput: wanted, BillingMode }: UpdateTableInput,
  billingMode: TableDefinition['billingMode'],
  now: Instant,
): Throughput {
  if (billingMode === 'PAY_PER_REQUEST') {
    if (wanted === undefined) return { ...before.throughput, read: 0, write: 0 };
    throw invalidParameter(
      'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    );
  }
  if (wanted === undefined) {
    if (BillingMode === undefined || before.billingMode === 'PROVISIONED') return before.throughput;
    throw invalidParameter(
      'ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
    );
  }
  return adjusted(before.throughput, wanted, now);
}

function adjusted(before: Throughput, wanted: ProvisionedThroughput, now: Instant): Throughput {
  const { read, write } = throughputOf(wanted);
  if (read === before.read && write === before.write) {
    throw validation(
      `The provisioned throughput for the table will not change. The requested value equals the current value. Current ReadCapacityUnits provisioned for the table: ${before.read}. Requested ReadCapacityUnits: ${read}. Current WriteCapacityUnits provisioned for the table: ${before.write}. Requested WriteCapacityUnits: ${write}. Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.`,
    );
  }
  const increases = read > before.read || write > before.write;
  const decreases = read < before.read || write < before.write;
  const { decreasedAt } = before;
  const today = decreasedAt !== undefined && startOfDay(decreasedAt) === startOfDay(now);
  return {
    ...before,
    read,
    write,
    ...(increases && { increasedAt: now }),
    ...(decreases && { decreasedAt: now, decreases: (today ? (before.decreases ?? 0) : 0) + 1 }),
  };
}

function changedStream(
  { name, definition }: Table,
  { StreamSpecification: wanted }: UpdateTableInput,
  now: Instant,
): Pick<TableDefinition, 'streamEnabled' | 'stream'> {
  const kept = definition.stream === undefined ? {} : { stream: definition.stream };
  if (wanted === undefined) return { streamEnabled: definition.streamEnabled, ...kept };
  const stream = newStream(wanted, now);
  if (stream === undefined) {
    if (definition.streamEnabled) return { streamEnabled: false, ...kept };
    throw validation(`Table has no stream to disable: TableName: ${name}`);
  }
  if (definition.streamEnabled) {
    throw validation(`Table already has an enabled stream: TableName: ${name}`);
  }
  return { streamEnabled: true, stream };
}

function changedIndexes(
  db: DynamoDb,
  table: Table,
  input: UpdateTableInput,
  billingMode: TableDefinition['billingMode'],
  now: Instant,
): { readonly indexes: readonly IndexDefinition[]; readonly filled: string[]; readonly removed: string[] } {
  const indexes = new Map(table.definition.indexes.map((index) => [index.name, index]));
  const filled: string[] = [];
  const removed: string[] = [];
  for (const update of input.GlobalSecondaryIndexUpdates ?? []) {
    const changed = changedIndex(db, table, input, update, billingMode, now);
    if (changed === undefined) {
      const name = update.Delete?.IndexName ?? '';
      indexes.delete(name);
      removed.push(name);
    } else {
      if (update.Create !== undefined) filled.push(changed.name);
      indexes.set(changed.name, changed);
    }
  }
  checkGlobalIndexCount([...indexes.values()].filter(({ kind }) => kind === 'global').length);
  return { indexes: [...indexes.values()], filled, removed };
}

/** The index after the update; `undefined` when it is to go. */
function changedIndex(
  db: DynamoDb,
  table: Table,
  input: UpdateTableInput,
  { Create: create, Update: update, Delete: remove }: GlobalSecondaryIndexUpdate,
  billingMode: TableDefinition['billingMode'],
  now: Instant,
): IndexDefinition | undefined {
  if (create !== undefined) {
    const name = create.IndexName ?? '';
    if (table.index(name) !== undefined) {
      throw validation(`Attempting to create an index which already exists: ${name}`);
    }
    checkGlobalIndex(create, input.AttributeDefinitions ?? [], billingMode);
    const transition = { status: 'CREATING', until: db.settledAt(now) } as const;
    return { ...indexDefinition(db, 'global', create), transition };
  }
  const name = (update ?? remove)?.IndexName ?? '';
  const index = table.index(name);
  if (index?.global !== true) throw notFound();
  if (update === undefined) return undefined;
  const wanted = update.ProvisionedThroughput;
  if (wanted === undefined) return index.definition;
  return { ...index.definition, throughput: adjusted(index.definition.throughput, wanted, now) };
}
