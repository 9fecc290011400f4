/**
 * The keys of tables and indexes: which attributes, of which types, and where an item lies by them. A table's key is one
 * partition attribute and at most one sort attribute; a global index may have up to four of each.
 *
 * Evidence: refusals as in aws.md section E.2; those of empty key values as captured in four regions (2026-06-23); what a
 * new index passes over: Alternator's tests, which their authors run on AWS.
 */
import type { AttributeValue, KeySchemaElement } from '@aws-sdk/client-dynamodb';
import { attributeOf, typeOf, type Attributes } from './attributes.ts';
import { invalidParameter, keyMismatch, validation } from './errors.ts';
import { keyText, slotOf } from './key-text.ts';

export type KeyType = 'S' | 'N' | 'B';

export interface KeyAttribute {
  readonly name: string;
  readonly type: KeyType;
}

export interface KeySchema {
  readonly hash: readonly KeyAttribute[];
  readonly range: readonly KeyAttribute[];
}

/** Where an item lies: its partition's slot, and the texts of both halves of its key. */
export interface Place {
  readonly slot: number;
  readonly hash: string;
  readonly range: string;
}

const MAX_HASH_BYTES = 2_048;
const MAX_RANGE_BYTES = 1_024;

export function keySchemaOf(
  elements: readonly KeySchemaElement[],
  types: ReadonlyMap<string, KeyType>,
): KeySchema {
  const ofType = (type: 'HASH' | 'RANGE'): KeyAttribute[] =>
    elements
      .filter(({ KeyType }) => KeyType === type)
      .map(({ AttributeName: name = '' }) => ({ name, type: types.get(name) ?? 'S' }));
  return { hash: ofType('HASH'), range: ofType('RANGE') };
}

export const keyAttributes = ({ hash, range }: KeySchema): readonly KeyAttribute[] => [...hash, ...range];

/** The key's attributes out of an item or start key that has them. */
export function pickKey(schema: KeySchema, from: Attributes): Record<string, AttributeValue> {
  const key = Object.create(null) as Record<string, AttributeValue>;
  for (const { name } of keyAttributes(schema)) {
    const value = attributeOf(from, name);
    if (value !== undefined) key[name] = value;
  }
  return key;
}

/**
 * Where the item with this key lies. The key must have the schema's attributes and no others.
 *
 * @throws AwsError ValidationException
 */
export function placeOfKey(schema: KeySchema, key: Attributes): Place {
  const attributes = keyAttributes(schema);
  if (Object.keys(key).length !== attributes.length) throw keyMismatch();
  for (const { name, type } of attributes)
    if (attributeOf(key, name)?.[type] === undefined) throw keyMismatch();
  checkKeyValues(schema, key);
  return placeOf(schema, key);
}

/**
 * Where an item that is about to be stored lies.
 *
 * @throws AwsError ValidationException
 */
export function placeOfItem(schema: KeySchema, item: Attributes): Place {
  for (const { name, type } of keyAttributes(schema)) {
    const value = attributeOf(item, name);
    if (value === undefined) throw invalidParameter(`Missing the key ${name} in the item`);
    if (value[type] === undefined) {
      throw invalidParameter(`Type mismatch for key ${name} expected: ${type} actual: ${typeOf(value)}`);
    }
  }
  checkKeyValues(schema, item);
  return placeOf(schema, item);
}

/**
 * Where an item lies in an index; `undefined` when it lacks an attribute of the index's key. Items that were there before
 * the index may have values that no key can have; the index passes over them.
 */
export function placeInIndex(schema: KeySchema, item: Attributes): Place | undefined {
  const fits =
    schema.hash.every((key) => canBeKey(item, key, MAX_HASH_BYTES)) &&
    schema.range.every((key) => canBeKey(item, key, MAX_RANGE_BYTES));
  return fits ? placeOf(schema, item) : undefined;
}

function canBeKey(item: Attributes, { name, type }: KeyAttribute, maxBytes: number): boolean {
  const value = attributeOf(item, name);
  if (value?.[type] === undefined || emptyKind(value) !== undefined) return false;
  return bytesOf(value) <= maxBytes;
}

export function placeOf({ hash, range }: KeySchema, attributes: Attributes): Place {
  const text = keyText(hash.map(({ name }) => attributes[name]!));
  return {
    slot: slotOf(text),
    hash: text,
    range: range.length === 0 ? '' : keyText(range.map(({ name }) => attributes[name]!)),
  };
}

function checkKeyValues(schema: KeySchema, attributes: Attributes): void {
  for (const { name } of keyAttributes(schema)) checkNotEmpty(attributes[name]!, name);
  checkKeySizes(schema, attributes);
}

/**
 * Looks at those attributes of a key that are there.
 *
 * @throws AwsError ValidationException
 */
export function checkKeySizes({ hash, range }: KeySchema, attributes: Attributes): void {
  for (const { name } of hash) {
    if (bytesOf(attributeOf(attributes, name)) > MAX_HASH_BYTES) {
      throw invalidParameter('Size of hashkey has exceeded the maximum size limit of2048 bytes');
    }
  }
  for (const { name } of range) {
    if (bytesOf(attributeOf(attributes, name)) > MAX_RANGE_BYTES) {
      throw invalidParameter('Aggregated size of all range keys has exceeded the size limit of 1024 bytes');
    }
  }
}

/** @throws AwsError ValidationException */
export function checkNotEmpty(value: AttributeValue, name: string): void {
  const empty = emptyKind(value);
  if (empty === undefined) return;
  throw validation(
    `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${empty} value. Key: ${name}`,
  );
}

/** Bytes of a text or binary; numbers are always short enough. */
const bytesOf = (value: AttributeValue | undefined): number =>
  value?.S === undefined ? (value?.B?.byteLength ?? 0) : Buffer.byteLength(value.S);

/** What an empty value is called when it stands where a key must; `undefined` when it is not empty. */
export function emptyKind(value: AttributeValue): 'string' | 'binary' | undefined {
  if (value.S === '') return 'string';
  return value.B?.byteLength === 0 ? 'binary' : undefined;
}

/** The refusal of a value that an index cannot have as a key. */
export function checkIndexKey(value: AttributeValue, { name, type }: KeyAttribute, indexName: string): void {
  if (value[type] === undefined) {
    throw invalidParameter(
      `Type mismatch for Index Key ${name} Expected: ${type} Actual: ${typeOf(value)} IndexName: ${indexName}`,
    );
  }
  const empty = emptyKind(value);
  if (empty === undefined) return;
  throw validation(
    `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty ${empty} value. IndexName: ${indexName}, IndexKey: ${name}`,
  );
}
