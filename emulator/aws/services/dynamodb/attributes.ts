/**
 * Attribute values as the SDK types them, and what is true of them whatever table they are in: their type, equality and
 * order. Values here have been read (`item-reader.ts`), so numbers are canonical and equal exactly when their texts are.
 */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { sortableNumber } from './number.ts';

export type AttributeType = 'S' | 'N' | 'B' | 'BOOL' | 'NULL' | 'SS' | 'NS' | 'BS' | 'L' | 'M';

/** An item, or the content of a map. */
export type Attributes = Readonly<Record<string, AttributeValue>>;

/** The attribute of that name, never something an object inherits. */
export const attributeOf = (attributes: Attributes, name: string): AttributeValue | undefined =>
  Object.hasOwn(attributes, name) ? attributes[name] : undefined;

export function typeOf(value: AttributeValue): AttributeType {
  for (const type in value) return type as AttributeType;
  throw new Error('an attribute value without a type got past its reader');
}

export const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');

export function equalValues(a: AttributeValue, b: AttributeValue): boolean {
  if (a.S !== undefined) return a.S === b.S;
  if (a.N !== undefined) return a.N === b.N;
  if (a.BOOL !== undefined) return a.BOOL === b.BOOL;
  if (a.NULL !== undefined) return b.NULL !== undefined;
  if (a.B !== undefined) return b.B !== undefined && Buffer.compare(a.B, b.B) === 0;
  if (a.L !== undefined) return b.L !== undefined && equalLists(a.L, b.L);
  if (a.M !== undefined) return b.M !== undefined && equalMaps(a.M, b.M);
  const members = membersOf(a);
  return typeOf(a) === typeOf(b) && members !== undefined && equalSets(members, membersOf(b) ?? []);
}

/** The members of a set as texts that are equal when the members are; `undefined` when the value is no set. */
export const membersOf = (value: AttributeValue): readonly string[] | undefined =>
  value.SS ?? value.NS ?? value.BS?.map(base64);

/**
 * Which of two values comes first: below zero when `a` does. `undefined` when DynamoDB has no order for them, because
 * their types differ or are not strings, numbers or binaries.
 */
export function compareValues(a: AttributeValue, b: AttributeValue): number | undefined {
  if (a.S !== undefined && b.S !== undefined) return Buffer.compare(Buffer.from(a.S), Buffer.from(b.S));
  if (a.B !== undefined && b.B !== undefined) return Buffer.compare(a.B, b.B);
  if (a.N === undefined || b.N === undefined) return undefined;
  const [left, right] = [sortableNumber(a.N), sortableNumber(b.N)];
  return left < right ? -1 : left > right ? 1 : 0;
}

const equalLists = (a: readonly AttributeValue[], b: readonly AttributeValue[]): boolean =>
  a.length === b.length && a.every((value, at) => equalValues(value, b[at]!));

/** Whether two items, or the contents of two maps, are equal. */
export function equalMaps(a: Attributes, b: Attributes): boolean {
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => {
    const other = attributeOf(b, name);
    return other !== undefined && equalValues(a[name]!, other);
  });
}

function equalSets(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  const members = new Set(a);
  return b.every((member) => members.has(member));
}
