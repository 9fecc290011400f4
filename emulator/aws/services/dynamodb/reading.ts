/**
 * What Query and Scan have in common: which rows are read, what of them is wanted, and how the answer tells of it.
 *
 * Evidence: aws.md sections E.2 and E.4.
 * Gaps: the texts about Select and projections are those of dynalite 4 and of reports, not of recordings.
 */
import type {
  AttributeValue,
  ConsumedCapacity,
  ReturnConsumedCapacity,
  Select,
} from '@aws-sdk/client-dynamodb';
import type { Call } from '../../kernel/operation.ts';
import { ENCODED, type Encoded } from '../../wire/encoded.ts';
import type { Attributes } from './attributes.ts';
import type { DynamoDb } from './dynamodb.ts';
import { invalidParameter, keyMismatch, validation } from './errors.ts';
import type { Condition } from './expressions/bound.ts';
import type { Projection } from './expressions/path.ts';
import { pathsOf } from './expressions/paths-of.ts';
import { readAttributes } from './item-reader.ts';
import { ownerOf } from './items.ts';
import { keyAttributes, pickKey, placeOf, placeOfKey, type KeySchema } from './key-schema.ts';
import { readPage, type Page } from './page.ts';
import type { Position, Row, Shelf } from './shelf.ts';
import type { Index, Table } from './table.ts';
import { consumed, readUnits, type Units } from './units.ts';
import { checkKeyPaths } from './writes.ts';

export interface ReadInput {
  readonly IndexName?: string | undefined;
  readonly Select?: Select | undefined;
  readonly Limit?: number | undefined;
  readonly ConsistentRead?: boolean | undefined;
  readonly ExclusiveStartKey?: Record<string, AttributeValue> | undefined;
  readonly AttributesToGet?: string[] | undefined;
  readonly ReturnConsumedCapacity?: ReturnConsumedCapacity | undefined;
}

/** A table or one of its indexes, as something to read. */
export interface Source {
  readonly table: Table;
  readonly index: Index | undefined;
  readonly key: KeySchema;
  readonly shelf: Shelf;
}

export interface Wanted {
  readonly filter: Condition | undefined;
  readonly projection: Projection | undefined;
}

/** @throws AwsError ValidationException */
export function sourceOf(table: Table, { IndexName: name, ConsistentRead: consistent }: ReadInput): Source {
  if (name === undefined) {
    return { table, index: undefined, key: table.key, shelf: { kind: 'items', id: table.id } };
  }
  const index = table.index(name);
  if (index === undefined) throw validation(`The table does not have the specified index: ${name}`);
  if (index.global && consistent === true) {
    throw validation('Consistent reads are not supported on global secondary indexes');
  }
  return { table, index, key: index.key, shelf: { kind: 'entries', id: index.id } };
}

/** @throws AwsError ValidationException */
export function checkSelect(input: ReadInput, projection: Projection | undefined): void {
  const { Select: select, IndexName: indexName } = input;
  const parameter = input.AttributesToGet === undefined ? 'ProjectionExpression' : 'AttributesToGet';
  if (select === undefined) return;
  if (select === 'SPECIFIC_ATTRIBUTES') {
    if (projection !== undefined) return;
    throw validation(
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    );
  }
  if (select === 'ALL_PROJECTED_ATTRIBUTES' && indexName === undefined) {
    throw invalidParameter('ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName');
  }
  if (projection === undefined) return;
  const what = select === 'COUNT' ? 'only the Count' : select;
  throw validation(`Cannot specify the ${parameter} when choosing to get ${what}`);
}

/**
 * Where a start key stands. It must have the attributes of the table's key and of the index's, and no others.
 *
 * @throws AwsError ValidationException
 */
export function startPosition(
  { table, index, key }: Source,
  raw: Attributes | undefined,
): { readonly position: Position; readonly attributes: Attributes } | undefined {
  if (raw === undefined) return undefined;
  const { attributes } = asStartKey(() => readAttributes(raw));
  const names = new Set([...keyAttributes(table.key), ...keyAttributes(key)].map(({ name }) => name));
  if (Object.keys(attributes).length !== names.size) {
    const reason = index === undefined ? `: ${keyMismatch().message}` : '';
    throw validation(`The provided starting key is invalid${reason}`);
  }
  const owner = asStartKey(() => placeOfKey(table.key, pickKey(table.key, attributes)));
  if (index === undefined) return { position: owner, attributes };
  for (const { name, type } of keyAttributes(key)) {
    if (attributes[name]?.[type] === undefined) throw validation('The provided starting key is invalid');
  }
  return { position: { ...placeOf(key, attributes), owner: ownerOf(owner) }, attributes };
}

function asStartKey<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof Error
      ? validation(`The provided starting key is invalid: ${error.message}`)
      : error;
  }
}

export interface ReadAnswer {
  readonly Items?: Record<string, AttributeValue>[];
  readonly Count: number;
  readonly ScannedCount: number;
  readonly LastEvaluatedKey?: Record<string, AttributeValue>;
  readonly ConsumedCapacity?: ConsumedCapacity;
}

/** Reads a page of rows and answers it. */
export function answerPage(
  db: DynamoDb,
  call: Call,
  source: Source,
  input: ReadInput,
  wanted: Wanted,
  rows: Iterable<Row>,
): ReadAnswer {
  const { table, index } = source;
  const fetches = needsTable(source, input, wanted);
  const page = readPage(rows, {
    limit: input.Limit,
    filter: wanted.filter,
    projection: wanted.projection,
    countOnly: input.Select === 'COUNT',
    fetch: fetches
      ? (entry) => db.items.find(table, placeOf(table.key, entry)) ?? { item: entry, size: 0 }
      : undefined,
  });
  const units = unitsOf(source, input, page);
  db.charge(call, table, 'Read', units);
  const capacity = consumed(input.ReturnConsumedCapacity, table, units);
  const { last } = page;
  const rest = {
    Count: page.count,
    ScannedCount: page.scanned,
    ...(last !== undefined && {
      LastEvaluatedKey: { ...pickKey(table.key, last), ...(index && pickKey(index.key, last)) },
    }),
    ...(capacity !== undefined && { ConsumedCapacity: capacity }),
  };
  return input.Select === 'COUNT' ? rest : withItems(page, rest);
}

/** Items that are wanted as they are stored go out as they are stored. */
function withItems({ items, texts }: Page, rest: ReadAnswer): Encoded & ReadAnswer {
  if (texts === undefined) return { Items: items(), ...rest };
  return {
    get Items() {
      return items();
    },
    [ENCODED]: { Items: `[${texts.join(',')}]` },
    ...rest,
  };
}

/**
 * Whether entries of a local index are not enough for what is wanted of them. A global index never reads its table.
 *
 * @throws AwsError ValidationException when a global index lacks what is wanted
 */
function needsTable(
  { index }: Source,
  { Select: select }: ReadInput,
  { projection, filter }: Wanted,
): boolean {
  const projected = index?.projected;
  if (index === undefined || projected === undefined) return false;
  if (select === 'ALL_ATTRIBUTES') {
    if (!index.global) return true;
    throw invalidParameter(
      `Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} because its projection type is not ALL`,
    );
  }
  const paths = [...(projection?.paths ?? []), ...(filter === undefined ? [] : pathsOf(filter))];
  const missing = [...new Set(paths.map(([name]) => String(name)))].filter((name) => !projected.has(name));
  if (missing.length === 0) return false;
  if (!index.global) return true;
  throw invalidParameter(`Global secondary index ${index.name} does not project [${missing.join(', ')}]`);
}

function unitsOf({ index }: Source, input: ReadInput, page: Page): Units {
  const mode = input.ConsistentRead === true ? 'strong' : 'eventual';
  const units = page.scanned === 0 ? readUnits(0, mode) : readUnits(page.bytes, mode);
  if (index === undefined) return { table: units, indexes: new Map() };
  const fetched = page.fetchedSizes.reduce((sum, size) => sum + readUnits(size, mode), 0);
  return { table: fetched, indexes: new Map([[index.name, units]]) };
}

/** Documents within keys cannot be read: keys are scalars. */
export function checkPaths(table: Table, { filter, projection }: Wanted): void {
  if (projection !== undefined) checkKeyPaths(table, projection.paths);
  if (filter !== undefined) checkKeyPaths(table, pathsOf(filter));
}
