/**
 * What a table's and an index's definition must be like, beyond the shape of the request.
 *
 * Evidence: texts as in aws.md section E.2; order of the checks after dynalite 4, whose strings were validated against
 * DynamoDB; texts about multi-attribute keys, repeated names and the capacity of indexes, and that unused attributes are
 * complained of early, as measured (public notes of a controller's developers, October 2026).
 */
import type {
  AttributeDefinition,
  BillingMode,
  CreateTableInput,
  GlobalSecondaryIndex,
  KeySchemaElement,
  LocalSecondaryIndex,
  Projection,
  ProvisionedThroughput,
} from '@aws-sdk/client-dynamodb';
import { invalidParameter, validation } from './errors.ts';
import { checkNewCeiling } from './on-demand.ts';
import { checkTableClass } from './table-settings.ts';

const MAX_UNITS = 1_000_000_000_000;
const MAX_LOCAL_INDEXES = 5;
export const MAX_GLOBAL_INDEXES = 20;
const MAX_PROJECTED = 100;
const MAX_KEY_ATTRIBUTES = 4;

/** @throws AwsError ValidationException */
export function checkNewTable(input: CreateTableInput): void {
  const { AttributeDefinitions: definitions = [], KeySchema: schema = [] } = input;
  const locals = input.LocalSecondaryIndexes;
  const globals = input.GlobalSecondaryIndexes;
  checkBilling(input.BillingMode, input.ProvisionedThroughput);
  checkNewCeiling(input.OnDemandThroughput, input.BillingMode);
  checkTableClass(input.TableClass);
  const repeated = firstRepeated(definitions.map(({ AttributeName = '' }) => AttributeName));
  if (repeated !== undefined) throw validation(`Attribute Name is duplicated: ${repeated}`);
  checkTableKey(schema, definitions);
  checkAllDefinitionsUsed(definitions, [schema, ...[...(locals ?? []), ...(globals ?? [])].map(keyOf)]);
  const names = new Set<string>();
  if (locals !== undefined) checkLocalIndexes(locals, schema, definitions, names);
  if (globals !== undefined) {
    if (globals.length === 0) throw invalidParameter('List of GlobalSecondaryIndexes is empty');
    for (const index of globals) {
      checkGlobalIndex(index, definitions);
      checkIndexCapacity(index, input.BillingMode);
      checkUniqueName(index.IndexName ?? '', names);
    }
    checkGlobalIndexCount(globals.length);
  }
  checkProjectedCount([...(locals ?? []), ...(globals ?? [])]);
}

function checkBilling(mode: BillingMode | undefined, throughput: ProvisionedThroughput | undefined): void {
  if (mode === 'PAY_PER_REQUEST') {
    if (throughput === undefined) return;
    throw invalidParameter(
      'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    );
  }
  if (throughput === undefined) {
    throw invalidParameter(
      'ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
    );
  }
  checkUnits(throughput);
}

export function checkUnits(throughput: ProvisionedThroughput, indexName?: string): void {
  const where = indexName === undefined ? '' : ` for index ${indexName}`;
  for (const name of ['ReadCapacityUnits', 'WriteCapacityUnits'] as const) {
    const units = throughput[name] ?? 0;
    if (units > MAX_UNITS) throw validation(`Given value ${units} for ${name} is out of bounds${where}`);
  }
}

function checkTableKey(
  schema: readonly KeySchemaElement[],
  definitions: readonly AttributeDefinition[],
): void {
  const names = schema.map(({ AttributeName }) => AttributeName);
  const defined = definitions.map(({ AttributeName }) => AttributeName);
  if (
    names.length === 2 &&
    (names.some((name) => !defined.includes(name)) || isRepeatedAlone(names, defined))
  ) {
    throw validation('Invalid KeySchema: Some index key attribute have no definition');
  }
  checkDefined(schema, definitions);
  checkPair(schema);
}

/** The one case in which AWS takes a repeated key attribute for one without a definition. */
const isRepeatedAlone = (names: readonly unknown[], defined: readonly unknown[]): boolean =>
  names[0] === names[1] && defined.length === 1;

function checkDefined(
  schema: readonly KeySchemaElement[],
  definitions: readonly AttributeDefinition[],
): void {
  const keys = schema.map(({ AttributeName }) => AttributeName);
  const defined = definitions.map(({ AttributeName }) => AttributeName);
  if (keys.every((key) => defined.includes(key))) return;
  throw invalidParameter(
    `Some index key attributes are not defined in AttributeDefinitions. Keys: [${keys.join(', ')}], AttributeDefinitions: [${defined.join(', ')}]`,
  );
}

/** A partition key and perhaps a sort key. */
function checkPair([first, second]: readonly KeySchemaElement[]): void {
  if (second !== undefined && first?.AttributeName === second.AttributeName) {
    throw validation('Both the Hash Key and the Range Key element in the KeySchema have the same name');
  }
  if (first?.KeyType !== 'HASH') {
    throw validation('Invalid KeySchema: The first KeySchemaElement is not a HASH key type');
  }
  if (second !== undefined && second.KeyType !== 'RANGE') {
    throw validation('Invalid KeySchema: The second KeySchemaElement is not a RANGE key type');
  }
}

function checkLocalIndexes(
  indexes: readonly LocalSecondaryIndex[],
  tableSchema: readonly KeySchemaElement[],
  definitions: readonly AttributeDefinition[],
  names: Set<string>,
): void {
  if (indexes.length === 0) throw invalidParameter('List of LocalSecondaryIndexes is empty');
  if (tableSchema.length !== 2) {
    throw invalidParameter(
      'Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex',
    );
  }
  const tableHash = tableSchema[0]?.AttributeName;
  for (const { IndexName: name = '', KeySchema: schema = [], Projection: projection } of indexes) {
    checkDefined(schema, definitions);
    checkPair(schema);
    if (schema.length !== 2) {
      throw invalidParameter(`Index KeySchema does not have a range key for index: ${name}`);
    }
    const indexHash = schema[0]?.AttributeName;
    if (indexHash !== tableHash) {
      throw invalidParameter(
        `Index KeySchema does not have the same leading hash key as table KeySchema for index: ${name}. index hash key: ${indexHash}, table hash key: ${tableHash}`,
      );
    }
    checkProjection(projection);
    checkUniqueName(name, names);
  }
  if (indexes.length > MAX_LOCAL_INDEXES) {
    throw invalidParameter(`Number of LocalSecondaryIndexes exceeds per-table limit of ${MAX_LOCAL_INDEXES}`);
  }
}

export function checkGlobalIndex(
  { KeySchema: schema = [], Projection: projection }: GlobalSecondaryIndex,
  definitions: readonly AttributeDefinition[],
): void {
  checkDefined(schema, definitions);
  if (schema.length <= 2 && schema.filter(({ KeyType }) => KeyType === 'HASH').length < 2) checkPair(schema);
  else checkMultiAttributeKey(schema);
  checkProjection(projection);
}

function checkIndexCapacity(
  { IndexName: name, ProvisionedThroughput, OnDemandThroughput }: GlobalSecondaryIndex,
  mode: BillingMode | undefined,
): void {
  checkNewCeiling(OnDemandThroughput, mode, name);
  if (mode === 'PAY_PER_REQUEST' && ProvisionedThroughput !== undefined) {
    throw invalidParameter(
      `ProvisionedThroughput should not be specified for index: ${name} when BillingMode is PAY_PER_REQUEST`,
    );
  }
  if (mode === 'PAY_PER_REQUEST') return;
  if (ProvisionedThroughput === undefined) {
    throw invalidParameter(`ProvisionedThroughput is not specified for index: ${name}`);
  }
  checkUnits(ProvisionedThroughput, name);
}

/** Up to four partition attributes, then up to four sort attributes, all different. */
function checkMultiAttributeKey(schema: readonly KeySchemaElement[]): void {
  if (firstRepeated(schema.map(({ AttributeName = '' }) => AttributeName)) !== undefined) {
    throw validation('The KeySchema contains multiple key attributes with the same name');
  }
  if (schema[0]?.KeyType !== 'HASH') {
    throw validation('Invalid KeySchema: The first KeySchemaElement is not a HASH key type');
  }
  const hashes = schema.filter(({ KeyType }) => KeyType === 'HASH').length;
  if (schema.slice(0, hashes).some(({ KeyType }) => KeyType !== 'HASH')) {
    throw invalidParameter('All HASH key attributes must precede RANGE key attributes in the KeySchema');
  }
  for (const [type, count] of [
    ['HASH', hashes],
    ['RANGE', schema.length - hashes],
  ] as const) {
    if (count > MAX_KEY_ATTRIBUTES) {
      throw invalidParameter(`The KeySchema exceeds the maximum allowed number of ${type} key attributes`);
    }
  }
}

function checkProjection(projection: Projection | undefined): void {
  const { ProjectionType: type, NonKeyAttributes: names } = projection ?? {};
  if (type === undefined) throw invalidParameter('Unknown ProjectionType: null');
  if (names !== undefined && type !== 'INCLUDE') {
    throw invalidParameter(`ProjectionType is ${type}, but NonKeyAttributes is specified`);
  }
  if (names === undefined && type === 'INCLUDE') {
    throw invalidParameter('ProjectionType is INCLUDE, but NonKeyAttributes is not specified');
  }
  const repeated = firstRepeated(names ?? []);
  if (repeated !== undefined) throw invalidParameter(`Duplicate element in NonKeyAttributes: ${repeated}`);
}

function checkUniqueName(name: string, names: Set<string>): void {
  if (names.has(name)) throw invalidParameter(`Duplicate index name: ${name}`);
  names.add(name);
}

const firstRepeated = (names: readonly string[]): string | undefined =>
  names.find((name, at) => names.indexOf(name) !== at);

function checkGlobalIndexCount(count: number): void {
  if (count > MAX_GLOBAL_INDEXES) {
    throw invalidParameter(`GlobalSecondaryIndex count exceeds the per-table limit of ${MAX_GLOBAL_INDEXES}`);
  }
}

function checkProjectedCount(indexes: readonly { readonly Projection?: Projection | undefined }[]): void {
  const count = indexes.reduce((sum, { Projection: p }) => sum + (p?.NonKeyAttributes?.length ?? 0), 0);
  if (count > MAX_PROJECTED) {
    throw invalidParameter(
      `Total projected attributes count exceeds the per-table limit of ${MAX_PROJECTED}`,
    );
  }
}

const keyOf = ({ KeySchema }: { readonly KeySchema?: readonly KeySchemaElement[] | undefined }) =>
  KeySchema ?? [];

function checkAllDefinitionsUsed(
  definitions: readonly AttributeDefinition[],
  schemas: readonly (readonly KeySchemaElement[])[],
): void {
  const used = new Set(schemas.flat().map(({ AttributeName }) => AttributeName));
  if (schemas.length === 1 && used.size !== definitions.length) {
    throw invalidParameter(
      'Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
    );
  }
  const unused = definitions.filter(({ AttributeName }) => !used.has(AttributeName));
  if (unused.length === 0) return;
  const names = definitions.map(({ AttributeName }) => AttributeName).join(', ');
  throw invalidParameter(
    `Some AttributeDefinitions are not used. AttributeDefinitions: [${names}], keys used: [${[...used].join(', ')}]`,
  );
}
