/**
 * What UpdateTable may change, and what comes of it.
 *
 * Evidence: aws.md section E.3; which changes go together, and most texts, as measured on real tables in October 2026
 * (public notes of a controller's developers); that known attributes keep their type (public conformance suite, 2026-07),
 * and that a new index cannot have another: Alternator's tests, which their authors run on AWS; others after dynalite 4.
 * Gaps: how often table classes, encryption and deletion protection may be changed is not limited, and changing them again
 * to what they are is no different from any other change; the answer shows an index that is to go as DELETING, after it
 * the index is gone at once.
 */
import type {
  AttributeDefinition,
  CreateGlobalSecondaryIndexAction,
  GlobalSecondaryIndexUpdate,
  KeySchemaElement,
  UpdateTableInput,
} from '@aws-sdk/client-dynamodb';
import type { Instant } from '../../kernel/instant.ts';
import type { Call } from '../../kernel/operation.ts';
import type { DynamoDb } from './dynamodb.ts';
import { indexNotFound, invalidParameter, limitExceeded, validation } from './errors.ts';
import { indexDefinition } from './index-definition.ts';
import { ceilingAfter, checkCeilingChange, checkNewCeiling } from './on-demand.ts';
import { newStream } from './stream-settings.ts';
import { checkGlobalIndex, checkUnits, MAX_GLOBAL_INDEXES } from './table-rules.ts';
import { checkTableClass, encryptionKey } from './table-settings.ts';
import type { IndexDefinition, Table, TableDefinition } from './table.ts';
import { adjusted, changedThroughput } from './throughput-change.ts';

export interface TableUpdate {
  readonly definition: TableDefinition;
  /** Indexes that are new and to be filled, and indexes that are to go. */
  readonly filled: readonly string[];
  readonly removed: readonly string[];
}

/** What may be changed, in the order in which AWS names it. */
const CHANGES = [
  'ProvisionedThroughput',
  'BillingMode',
  'StreamSpecification',
  'GlobalSecondaryIndexUpdates',
  'SSESpecification',
  'DeletionProtectionEnabled',
  'OnDemandThroughput',
  'TableClass',
] as const satisfies readonly (keyof UpdateTableInput)[];

/** What can only be changed by itself, the first to be complained of first. */
const ALONE = [
  ['SSESpecification', 'Server-Side Encryption'],
  ['TableClass', 'TableClass'],
  ['DeletionProtectionEnabled', 'DeletionProtection'],
] as const;

/** @throws AwsError ValidationException about what the request says by itself */
export function checkUpdate(input: UpdateTableInput): void {
  const { GlobalSecondaryIndexUpdates: updates = [], ProvisionedThroughput: throughput } = input;
  const changes = CHANGES.filter((name) => input[name] !== undefined);
  if (changes.every((name) => name === 'GlobalSecondaryIndexUpdates') && updates.length === 0) {
    throw validation(
      'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, MultiRegionConsistency, DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput or TableClass is required',
    );
  }
  if (input.GlobalSecondaryIndexUpdates?.length === 0) {
    throw invalidParameter('List of GlobalSecondaryIndexUpdates is empty');
  }
  checkTableClass(input.TableClass);
  checkTogether(input, changes);
  if (throughput !== undefined) checkUnits(throughput);
  checkIndexUpdates(updates);
}

/** @throws AwsError ValidationException about changes that do not go together */
function checkTogether(input: UpdateTableInput, changes: readonly string[]): void {
  const { BillingMode: mode, ProvisionedThroughput: throughput } = input;
  for (const [name, what] of ALONE) {
    if (changes.includes(name) && changes.length > 1) {
      throw invalidParameter(`${what} modification must be the only operation in the request`);
    }
  }
  if (
    changes.includes('OnDemandThroughput') &&
    changes.some((name) => name !== 'OnDemandThroughput' && name !== 'BillingMode')
  ) {
    throw invalidParameter(
      'OnDemandThroughput can only be combined with BillingMode in an UpdateTable request',
    );
  }
  if (mode === 'PAY_PER_REQUEST' && throughput !== undefined) {
    throw invalidParameter(
      'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    );
  }
  if (mode === 'PROVISIONED' && throughput === undefined) {
    throw invalidParameter('ProvisionedThroughput must be specified when BillingMode is PROVISIONED');
  }
  const streams = changes.includes('StreamSpecification');
  if (streams && throughput !== undefined) {
    throw invalidParameter('You cannot modify stream status while updating table IOPS');
  }
  if (input.GlobalSecondaryIndexUpdates?.every(({ Create, Delete }) => (Create ?? Delete) === undefined))
    return;
  if (!changes.includes('GlobalSecondaryIndexUpdates')) return;
  if (throughput !== undefined) {
    throw invalidParameter('You cannot create or delete index while updating table IOPS');
  }
  if (streams) throw invalidParameter('You cannot create or delete index while changing stream status');
}

function checkIndexUpdates(updates: readonly GlobalSecondaryIndexUpdate[]): void {
  const names = new Set<string>();
  for (const { Create, Update, Delete } of updates) {
    const [action, ...others] = [Update, Create, Delete].filter((given) => given !== undefined);
    if (action === undefined) {
      throw invalidParameter(
        'One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null',
      );
    }
    if (others.length > 0) {
      throw invalidParameter(
        'Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object',
      );
    }
    const name = action.IndexName ?? '';
    if (names.has(name)) {
      throw invalidParameter(
        `Only one global secondary index update per index is allowed simultaneously. Index: ${name}`,
      );
    }
    names.add(name);
    if (Update?.ProvisionedThroughput !== undefined) checkUnits(Update.ProvisionedThroughput, name);
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
  checkCeilingChange(input.OnDemandThroughput, billingMode);
  const onDemand = billingMode === 'PAY_PER_REQUEST';
  const { indexes, filled, removed } = changedIndexes(db, table, input, billingMode, now);
  const known = new Map(before.attributes.map((attribute) => [attribute.AttributeName, attribute]));
  const attributes = [
    ...(input.AttributeDefinitions ?? []).map((given) => known.get(given.AttributeName) ?? given),
    ...before.attributes,
  ];
  const keys = new Set(
    [before.keySchema, ...indexes.map(({ keySchema }) => keySchema)].flat().map((key) => key.AttributeName),
  );
  const { ceiling: _, kmsKeyArn: __, ...kept } = before;
  const ceiling = onDemand ? ceilingAfter(before.ceiling, input.OnDemandThroughput) : undefined;
  const kmsKeyArn = changedKey(db, table, input, call);
  return {
    filled,
    removed,
    definition: {
      ...kept,
      ...(ceiling !== undefined && { ceiling }),
      billingMode,
      ...(onDemand && before.billingMode !== 'PAY_PER_REQUEST' && { onDemandSince: now }),
      throughput: changedThroughput(before, input, billingMode, now),
      indexes,
      attributes: attributes.filter(
        ({ AttributeName: name }, at) =>
          keys.has(name) && attributes.findIndex((other) => other.AttributeName === name) === at,
      ),
      ...(!changesCeilingOnly(input) && { transition: { status: 'UPDATING', until: db.settledAt(now) } }),
      ...changedStream(table, input, now),
      ...(input.TableClass !== undefined && { tableClass: input.TableClass, tableClassSince: now }),
      ...(kmsKeyArn !== undefined && { kmsKeyArn }),
      deletionProtected: input.DeletionProtectionEnabled ?? before.deletionProtected,
    },
  };
}

/** Such a change holds at once. */
export const changesCeilingOnly = (input: UpdateTableInput): boolean =>
  input.OnDemandThroughput !== undefined && input.BillingMode === undefined;

/** @throws AwsError ValidationException, and what KMS says of the key */
function changedKey(
  db: DynamoDb,
  { definition: { kmsKeyArn: before } }: Table,
  { SSESpecification: wanted }: UpdateTableInput,
  call: Call,
): string | undefined {
  if (wanted === undefined) return before;
  const after = encryptionKey(db, call, wanted);
  if (after === undefined && before === undefined) {
    throw invalidParameter('Table is already encrypted by default');
  }
  if (after !== undefined && after === before && wanted.KMSMasterKeyId === after) {
    throw invalidParameter(
      'Table is already encrypted with given KMSMasterKeyId. Use KMSMasterKeyId parameter if you want to change Master Key',
    );
  }
  return after;
}

function changedStream(
  { name, definition }: Table,
  { StreamSpecification: wanted }: UpdateTableInput,
  now: Instant,
): Pick<TableDefinition, 'streamEnabled' | 'stream'> {
  const kept = definition.stream === undefined ? {} : { stream: definition.stream };
  if (wanted === undefined) return { streamEnabled: definition.streamEnabled, ...kept };
  const stream = newStream(wanted, now, 'UpdateTable');
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
  const indexes = new Map(
    table.definition.indexes.map((index) => [index.name, underMode(table, input, billingMode, index)]),
  );
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
  if ([...indexes.values()].filter(({ kind }) => kind === 'global').length > MAX_GLOBAL_INDEXES) {
    throw limitExceeded(
      `Subscriber limit exceeded: Number of global secondary indexes exceeds per-table limit of ${MAX_GLOBAL_INDEXES}`,
    );
  }
  return { indexes: [...indexes.values()], filled, removed };
}

/**
 * An index under the table's billing mode. What was on demand has its capacity to be given with the table's.
 *
 * @throws AwsError ValidationException
 */
function underMode(
  { definition: { billingMode: before } }: Table,
  { GlobalSecondaryIndexUpdates: updates = [] }: UpdateTableInput,
  billingMode: TableDefinition['billingMode'],
  index: IndexDefinition,
): IndexDefinition {
  if (index.kind === 'local' || before === billingMode) return index;
  const { ceiling: _, ...kept } = index;
  if (billingMode === 'PAY_PER_REQUEST') {
    return { ...kept, throughput: { ...index.throughput, read: 0, write: 0 } };
  }
  const given = updates.find(({ Update }) => Update?.IndexName === index.name)?.Update;
  if (given?.ProvisionedThroughput !== undefined) return kept;
  throw invalidParameter(`ProvisionedThroughput must be specified for index: ${index.name}`);
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
    if (table.index(name) !== undefined)
      throw validation('Attempting to create an index which already exists');
    if (input.AttributeDefinitions === undefined) {
      throw invalidParameter(`AttributeDefinitions is not specified for index: ${name}`);
    }
    checkGlobalIndex(create, input.AttributeDefinitions);
    checkSameTypes(table.definition, create.KeySchema ?? [], input.AttributeDefinitions);
    checkAddedCapacity(create, billingMode);
    const transition = { status: 'CREATING', until: db.settledAt(now) } as const;
    return { ...indexDefinition(db, 'global', create), transition };
  }
  const name = (update ?? remove)?.IndexName ?? '';
  const index = table.index(name);
  if (index === undefined) throw indexNotFound(name, table.name);
  if (!index.global) {
    const doing = update === undefined ? 'delete' : 'update';
    throw validation(`Cannot ${doing} an index that is not a GlobalSecondaryIndex: ${name}`);
  }
  if (update === undefined) return undefined;
  const { OnDemandThroughput: bounds, ProvisionedThroughput: wanted } = update;
  checkCeilingChange(bounds, billingMode, name);
  if (wanted !== undefined && billingMode === 'PAY_PER_REQUEST') {
    throw invalidParameter(
      `The only Updates for index: ${name} when TableThroughputMode is PAY_PER_REQUEST can be to OnDemandThroughput, WarmThroughput`,
    );
  }
  const { ceiling: _, ...kept } = underMode(table, input, billingMode, index.definition);
  const ceiling = ceilingAfter(index.definition.ceiling, bounds);
  return {
    ...kept,
    ...(wanted !== undefined && { throughput: adjusted(index.definition.throughput, wanted, now, name) }),
    ...(billingMode === 'PAY_PER_REQUEST' && ceiling !== undefined && { ceiling }),
  };
}

/**
 * What is a key already keeps its type.
 *
 * @param schema of the index that is added
 * @param given the types the request says
 */
function checkSameTypes(
  { attributes, keySchema, indexes }: TableDefinition,
  schema: readonly KeySchemaElement[],
  given: readonly AttributeDefinition[],
): void {
  const typeIn = (definitions: readonly AttributeDefinition[], name: string | undefined) =>
    definitions.find(({ AttributeName }) => AttributeName === name)?.AttributeType;
  const printed = (elements: readonly KeySchemaElement[], definitions: readonly AttributeDefinition[]) =>
    elements
      .map(
        ({ AttributeName: name, KeyType: kind }) =>
          `SchemaElement: key{${name}:${typeIn(definitions, name)}:${kind}}`,
      )
      .join(', ');
  for (const { AttributeName: name } of schema) {
    const before = typeIn(attributes, name);
    if (before === undefined || before === typeIn(given, name)) continue;
    const existing = [keySchema, ...indexes.map((index) => index.keySchema)].find((elements) =>
      elements.some(({ AttributeName }) => AttributeName === name),
    );
    throw invalidParameter(
      `Attributes cannot be redefined. Please check that your attribute has the same type as previously defined. Existing schema: Schema:[${printed(existing ?? [], attributes)}] New schema: Schema:[${printed(schema, given)}]`,
    );
  }
}

/** @throws AwsError ValidationException about the capacity of an index that is added */
function checkAddedCapacity(
  {
    IndexName: name = '',
    ProvisionedThroughput: throughput,
    OnDemandThroughput,
  }: CreateGlobalSecondaryIndexAction,
  billingMode: TableDefinition['billingMode'],
): void {
  checkNewCeiling(OnDemandThroughput, billingMode, name);
  if (billingMode === 'PAY_PER_REQUEST') {
    if (throughput === undefined) return;
    throw invalidParameter(
      `Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: ${name} when BillingMode is PAY_PER_REQUEST`,
    );
  }
  if (throughput === undefined) {
    throw invalidParameter(
      `Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: ${name}`,
    );
  }
  checkUnits(throughput, name);
}
