/**
 * Keys as text whose byte order is DynamoDB's order, which is how SQLite compares it: strings by their UTF-8 bytes,
 * numbers by value, binaries by their bytes. A key of several attributes is the texts of its attributes one after the
 * other, each closed by a terminator that sorts before anything an attribute may go on with.
 */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { sortableNumber } from './number.ts';

const TERMINATOR = '\0\0';
/** What the terminator's second character is raised to, to lie just past everything that begins with the attribute. */
const PAST = '\0\u0001';

/** A stretch of keys; a missing bound leaves that end open. */
export interface KeyRange {
  readonly from?: string;
  readonly fromInclusive?: boolean;
  readonly to?: string;
  readonly toInclusive?: boolean;
}

export function scalarText(value: AttributeValue): string {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return sortableNumber(value.N);
  return Buffer.from(value.B ?? []).toString('hex');
}

/** The text of a key; keys of one attribute are that attribute's text. */
export const keyText = (values: readonly AttributeValue[]): string =>
  values.length === 1 ? scalarText(values[0]!) : values.map((value) => escaped(value) + TERMINATOR).join('');

const escaped = (value: AttributeValue): string => scalarText(value).replaceAll('\0', PAST);

export type RangeOperator = '=' | '<' | '<=' | '>' | '>=' | 'BETWEEN' | 'begins_with';

/**
 * The stretch of a sort key that a condition selects.
 *
 * @param prefix values the leading attributes must equal
 * @param condition on the attribute that follows them
 * @param attributes how many attributes the sort key has
 */
export function keyRange(
  prefix: readonly AttributeValue[],
  condition: { readonly operator: RangeOperator; readonly values: readonly AttributeValue[] } | undefined,
  attributes: number,
): KeyRange {
  const lead = attributes === 1 ? '' : prefix.map((value) => escaped(value) + TERMINATOR).join('');
  if (condition === undefined) return lead === '' ? {} : startingWith(lead);
  const [low, high = low] = condition.values;
  if (low === undefined || high === undefined) return {};
  const text = (value: AttributeValue): string =>
    attributes === 1 ? scalarText(value) : lead + escaped(value);
  const whole = startingWith(lead);
  if (condition.operator === 'begins_with') return startingWith(text(low));
  const range = attributes === 1 ? simpleRange : terminatedRange;
  return { ...whole, ...range(condition.operator, text(low), text(high)) };
}

function simpleRange(operator: RangeOperator, low: string, high: string): KeyRange {
  switch (operator) {
    case '<':
    case '<=':
      return { to: low, toInclusive: operator === '<=' };
    case '>':
    case '>=':
      return { from: low, fromInclusive: operator === '>=' };
    case '=':
    case 'BETWEEN':
    case 'begins_with':
      return { from: low, fromInclusive: true, to: high, toInclusive: true };
  }
}

function terminatedRange(operator: RangeOperator, low: string, high: string): KeyRange {
  switch (operator) {
    case '<':
      return { to: low + TERMINATOR };
    case '<=':
      return { to: low + PAST };
    case '>':
      return { from: low + PAST, fromInclusive: true };
    case '>=':
      return { from: low + TERMINATOR, fromInclusive: true };
    case '=':
    case 'BETWEEN':
    case 'begins_with':
      return { from: low + TERMINATOR, fromInclusive: true, to: high + PAST };
  }
}

function startingWith(text: string): KeyRange {
  if (text === '') return {};
  const to = successor(text);
  return { from: text, fromInclusive: true, ...(to !== undefined && { to }) };
}

/** The least text after all that start with this one; `undefined` when there is none. */
function successor(text: string): string | undefined {
  const points = [...text].map((character) => character.codePointAt(0) ?? 0);
  while (points.at(-1) === 0x10_ffff) points.pop();
  const last = points.pop();
  if (last === undefined) return undefined;
  return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
}

/**
 * Where a partition key lies among the partitions: 32 bits, evenly spread, so that a scan visits partitions in an order
 * that means nothing and parallel segments share the work fairly. FNV-1a with a final mix.
 */
export function slotOf(hash: string): number {
  let slot = 0x811c9dc5;
  for (let at = 0; at < hash.length; at += 1) slot = Math.imul(slot ^ hash.charCodeAt(at), 0x01000193);
  slot = Math.imul(slot ^ (slot >>> 16), 0x85ebca6b);
  slot = Math.imul(slot ^ (slot >>> 13), 0xc2b2ae35);
  return (slot ^ (slot >>> 16)) >>> 0;
}

export const SLOTS = 2 ** 32;
