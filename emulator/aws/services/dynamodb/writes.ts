/**
 * Writes of one item: what a put, an update, a delete or a condition check is to do, prepared before the item is looked
 * at, and then done. Single writes, batches and transactions are made of the same four.
 *
 * Evidence: refusals and their order as in aws.md section E.2; sizes E.7; what each surface says of an item that is too
 * large, and that an update with nothing but removals makes no item, as captured on real tables (public conformance
 * suites, 2026); that such an update does not mind where in a missing item it removes: Alternator's tests, which their
 * authors run on AWS.
 * Gaps: UpdateItem's own limit, which on real tables counts the attributes written plus a few bytes for each clause
 * instead of the whole item when that is more, is the plain 400 KB here.
 */
import type { AttributeValue, ReturnValuesOnConditionCheckFailure } from '@aws-sdk/client-dynamodb';
import { attributeOf, typeOf, type Attributes } from './attributes.ts';
import { conditionFailed, invalidParameter, validation } from './errors.ts';
import type { Condition, Path, UpdateAction } from './expressions/bound.ts';
import { satisfies } from './expressions/evaluate.ts';
import { pathsOf } from './expressions/paths-of.ts';
import { applyUpdate } from './expressions/update.ts';
import { readAttributes, type ReadAttributes } from './item-reader.ts';
import type { Items, StoredItem, WriteOrigin } from './items.ts';
import {
  checkIndexKey,
  checkKeySizes,
  emptyKind,
  keyAttributes,
  placeOfItem,
  placeOfKey,
  type Place,
} from './key-schema.ts';
import type { Table } from './table.ts';
import { writeUnits, type Units } from './units.ts';

const MAX_ITEM_BYTES = 409_600;

export interface PreparedWrite {
  readonly table: Table;
  readonly place: Place;
  readonly condition: Condition | undefined;
  readonly onFailure: ReturnValuesOnConditionCheckFailure | undefined;
  /** A check changes nothing whatever it finds. */
  readonly checkOnly?: true;
  /** The item after the write; `undefined` when there is to be none. */
  readonly next: (before: Attributes | undefined) => ReadAttributes | undefined;
}

export interface WriteResult {
  readonly before: StoredItem | undefined;
  readonly after: Attributes | undefined;
  /** Bytes of the item after the write. */
  readonly size: number;
  readonly units: Units;
}

export interface WriteOptions {
  readonly condition?: Condition | undefined;
  readonly onFailure?: ReturnValuesOnConditionCheckFailure | undefined;
}

/** @throws AwsError ConditionalCheckFailedException, ValidationException */
export function perform(items: Items, write: PreparedWrite, origin: WriteOrigin): WriteResult {
  const { table, place, condition, onFailure } = write;
  const before = items.find(table, place);
  if (condition !== undefined && !satisfies(before?.item ?? {}, condition)) {
    throw conditionFailed(onFailure === 'ALL_OLD' ? before?.item : undefined);
  }
  if (write.checkOnly === true) {
    const units: Units = { table: writeUnits(before?.size ?? 0), indexes: new Map() };
    return { before, after: before?.item, size: before?.size ?? 0, units };
  }
  const next = write.next(before?.item);
  const units = items.write(table, place, before, next, origin);
  return { before, after: next?.attributes, size: next?.size ?? 0, units };
}

/** The item to put, checked as far as that takes no table. */
export function readItem(raw: Attributes): ReadAttributes {
  if (Object.hasOwn(raw, '')) throw validation('Empty attribute name');
  const item = readAttributes(raw);
  if (item.size > MAX_ITEM_BYTES) throw validation('Item size has exceeded the maximum allowed size');
  return item;
}

export function preparePut(table: Table, item: ReadAttributes, options: WriteOptions): PreparedWrite {
  const place = placeOfItem(table.key, item.attributes);
  for (const index of table.indexesByName) {
    for (const key of keyAttributes(index.key)) {
      const value = attributeOf(item.attributes, key.name);
      if (value !== undefined) checkIndexKey(value, key, index.name);
    }
    checkKeySizes(index.key, item.attributes);
  }
  checkConditionPaths(table, options.condition);
  return prepared(table, place, options, () => item);
}

export function prepareDelete(table: Table, key: Attributes, options: WriteOptions): PreparedWrite {
  const place = placeOfKey(table.key, key);
  checkConditionPaths(table, options.condition);
  return prepared(table, place, options, () => undefined);
}

export function prepareCheck(table: Table, key: Attributes, options: WriteOptions): PreparedWrite {
  const place = placeOfKey(table.key, key);
  checkConditionPaths(table, options.condition);
  return { ...prepared(table, place, options, () => undefined), checkOnly: true };
}

export function prepareUpdate(
  table: Table,
  key: Attributes,
  actions: readonly UpdateAction[],
  options: WriteOptions,
): PreparedWrite {
  const place = placeOfKey(table.key, key);
  checkActions(table, actions);
  checkKeyPaths(
    table,
    actions.map(({ path }) => path),
  );
  checkConditionPaths(table, options.condition);
  return prepared(table, place, options, (before) => updated(table, key, actions, before));
}

const prepared = (
  table: Table,
  place: Place,
  { condition, onFailure }: WriteOptions,
  next: PreparedWrite['next'],
): PreparedWrite => ({ table, place, condition, onFailure, next });

function updated(
  table: Table,
  key: Attributes,
  actions: readonly UpdateAction[],
  before: Attributes | undefined,
): ReadAttributes | undefined {
  const takesOnly = actions.every(({ kind }) => kind === 'REMOVE' || kind === 'DELETE');
  if (before === undefined && actions.length > 0 && takesOnly) return undefined;
  const after = applyUpdate(before ?? key, actions);
  checkUpdatedKeys(table, actions, after);
  const next = readAttributes(after);
  if (next.size > MAX_ITEM_BYTES) {
    throw validation('Item size to update has exceeded the maximum allowed size');
  }
  return next;
}

/** What can be said against actions before the item is known. */
function checkActions(table: Table, actions: readonly UpdateAction[]): void {
  for (const { name } of keyAttributes(table.key)) {
    if (actions.some(({ path }) => path[0] === name)) {
      throw invalidParameter(`Cannot update attribute ${name}. This attribute is part of the key`);
    }
  }
  for (const index of table.indexesByName) {
    for (const key of keyAttributes(index.key)) {
      const value = constantFor(key.name, actions);
      if (value !== undefined && value[key.type] === undefined) checkIndexKey(value, key, index.name);
      if (value !== undefined) checkUpdatedKey(value);
    }
  }
}

/** What an action gives an attribute, when the request alone says so. */
function constantFor(name: string, actions: readonly UpdateAction[]): AttributeValue | undefined {
  const action = actions.find(({ path }) => path.length === 1 && path[0] === name);
  if (action?.kind === 'ADD') return action.value;
  return action?.kind === 'SET' && action.value.kind === 'value' ? action.value.value : undefined;
}

function checkUpdatedKeys(table: Table, actions: readonly UpdateAction[], after: Attributes): void {
  for (const { key } of table.indexes) {
    for (const { name, type } of keyAttributes(key)) {
      const value = attributeOf(after, name);
      if (value === undefined || !actions.some(({ path }) => path[0] === name)) continue;
      if (typeOf(value) !== type) {
        throw validation(
          'The update expression attempted to update the secondary index key to unsupported type',
        );
      }
      checkUpdatedKey(value);
    }
    checkKeySizes(key, after);
  }
}

function checkUpdatedKey(value: AttributeValue): void {
  const empty = emptyKind(value);
  if (empty === undefined) return;
  throw validation(
    `One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty ${empty} value.`,
  );
}

function checkConditionPaths(table: Table, condition: Condition | undefined): void {
  if (condition !== undefined) checkKeyPaths(table, pathsOf(condition));
}

/**
 * Keys are scalars: nothing can be within them.
 *
 * @throws AwsError ValidationException
 */
export function checkKeyPaths(table: Table, paths: readonly Path[]): void {
  const heads = new Set(paths.flatMap((path) => (path.length > 1 ? [path[0]] : [])));
  if (heads.size === 0) return;
  const refuse = (kind: 'Key' | 'IndexKey', names: readonly { readonly name: string }[]): void => {
    const nested = names.find(({ name }) => heads.has(name));
    if (nested === undefined) return;
    throw validation(
      `Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: ${kind}: ${nested.name}`,
    );
  };
  refuse('Key', keyAttributes(table.key));
  for (const { key } of table.indexesByName) refuse('IndexKey', keyAttributes(key));
}
