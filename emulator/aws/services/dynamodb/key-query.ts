/**
 * Which rows a Query's key conditions select: every partition attribute must be given by equality, then any number of
 * sort attributes from the left, of which only the last may have a range.
 *
 * Evidence: aws.md section E.2; the texts about multi-attribute keys and about too many conditions as captured on real
 * tables (public conformance suite, 2026-10); that an empty value's refusal names the key as seen in an application's log
 * (2026-08).
 */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { compareValues, equalValues, type Attributes } from './attributes.ts';
import { invalidParameter, validation } from './errors.ts';
import { beginsWith } from './expressions/evaluate.ts';
import type { KeyCondition, KeyConditions } from './expressions/key-condition.ts';
import { keyRange, keyText, slotOf, type KeyRange } from './key-text.ts';
import { checkNotEmpty, type KeyAttribute, type KeySchema, type Place } from './key-schema.ts';

export interface KeyQuery {
  readonly partition: Omit<Place, 'range'>;
  readonly range: KeyRange;
}

/** @throws AwsError ValidationException */
export function keyQuery(schema: KeySchema, conditions: KeyConditions): KeyQuery {
  const attributes = schema.hash.length + schema.range.length;
  if (conditions.size > attributes) {
    throw validation(
      `The number of query conditions (${conditions.size}) exceeds the number of key attributes defined in the schema (${attributes})`,
    );
  }
  const hash = schema.hash.map((attribute) => partitionValue(attribute, conditions));
  const { prefix, last } = sortConditions(schema, conditions);
  const used = schema.hash.length + prefix.length + (last === undefined ? 0 : 1);
  if (used !== conditions.size) {
    const missed = schema.range.find(({ name }) => !conditions.has(name));
    if (missed === undefined) throw validation('Query key condition not supported');
    throw validation(`Query condition missed key schema element: ${missed.name}`);
  }
  const text = keyText(hash);
  return {
    partition: { slot: slotOf(text), hash: text },
    range: rangeOf(schema, prefix, last),
  };
}

/** @throws AwsError ValidationException when the key a page is to start from is not among those that the query selects */
export function checkStartKey(schema: KeySchema, conditions: KeyConditions, start: Attributes): void {
  for (const { name } of schema.range) {
    const condition = conditions.get(name);
    const value = start[name];
    if (condition !== undefined && value !== undefined && !selects(condition, value)) {
      throw validation('The provided starting key does not match the range key predicate');
    }
  }
  for (const { name } of schema.hash) {
    const wanted = conditions.get(name)?.values[0];
    const value = start[name];
    if (wanted === undefined || value === undefined || equalValues(wanted, value)) continue;
    throw validation('The provided starting key is outside query boundaries based on provided conditions');
  }
}

function partitionValue(attribute: KeyAttribute, conditions: KeyConditions): AttributeValue {
  const condition = conditions.get(attribute.name);
  if (condition === undefined) {
    throw validation(`Query condition missed key schema element: ${attribute.name}`);
  }
  checkTypes(attribute, condition);
  const [value] = condition.values;
  if (condition.operator !== '=' || value === undefined) {
    throw validation('Query key condition not supported');
  }
  return value;
}

function sortConditions(
  { range }: KeySchema,
  conditions: KeyConditions,
): { readonly prefix: readonly KeyCondition[]; readonly last: KeyCondition | undefined } {
  const given = range.filter(({ name }) => conditions.has(name));
  const lastName = given.at(-1)?.name;
  const lastAt = range.findIndex(({ name }) => name === lastName);
  const prefix: KeyCondition[] = [];
  for (const attribute of range.slice(0, lastAt + 1)) {
    const condition = conditions.get(attribute.name);
    if (condition !== undefined) checkTypes(attribute, condition);
    if (attribute.name === lastName) return { prefix, last: condition };
    if (condition?.operator !== '=') {
      throw validation(
        `RANGE key attributes ${attribute.name} must have equality conditions specified in the query because a condition is present on key attribute ${lastName}`,
      );
    }
    prefix.push(condition);
  }
  return { prefix, last: undefined };
}

function rangeOf(
  { range }: KeySchema,
  prefix: readonly KeyCondition[],
  last: KeyCondition | undefined,
): KeyRange {
  return keyRange(
    prefix.flatMap(({ values }) => values),
    last,
    range.length,
  );
}

function checkTypes({ name, type }: KeyAttribute, { operator, values }: KeyCondition): void {
  if (operator === 'begins_with' && values[0]?.N !== undefined) {
    throw validation(
      'Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
    );
  }
  if (values.some((value) => value[type] === undefined)) {
    throw invalidParameter('Condition parameter type does not match schema type');
  }
  for (const value of values) checkNotEmpty(value, name);
}

function selects({ operator, values }: KeyCondition, value: AttributeValue): boolean {
  const [low, high = low] = values;
  if (low === undefined || high === undefined) return true;
  if (operator === 'begins_with') return beginsWith(value, low);
  const toLow = compareValues(value, low) ?? 0;
  switch (operator) {
    case '=':
      return toLow === 0;
    case '<':
      return toLow < 0;
    case '<=':
      return toLow <= 0;
    case '>':
      return toLow > 0;
    case '>=':
      return toLow >= 0;
    case 'BETWEEN':
      return toLow >= 0 && (compareValues(value, high) ?? 0) <= 0;
  }
}
