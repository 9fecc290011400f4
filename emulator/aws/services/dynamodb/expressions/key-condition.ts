/**
 * What a Query asks of the key: one condition per key attribute, joined by AND. Which attributes need one, and of what
 * kind, depends on the table or index (`key-query.ts`).
 *
 * Evidence: texts as in aws.md section E.2; that of two conditions on one key as captured on a real table (public
 * conformance suite, eu-west-2, 2026-10).
 */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { validation } from '../errors.ts';
import type { RangeOperator } from '../key-text.ts';
import type { BoundOperand, Condition } from './bound.ts';
import type { Comparator } from './syntax.ts';

export interface KeyCondition {
  readonly operator: RangeOperator;
  readonly values: readonly AttributeValue[];
}

export type KeyConditions = ReadonlyMap<string, KeyCondition>;

/** The same comparison read from right to left. */
const MIRRORED: Readonly<Record<Comparator, Comparator>> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/** @throws AwsError ValidationException when a condition is of no use for keys */
export function keyConditionsOf(condition: Condition): KeyConditions {
  const conditions = new Map<string, KeyCondition>();
  collect(condition, conditions);
  return conditions;
}

function collect(condition: Condition, into: Map<string, KeyCondition>): void {
  switch (condition.kind) {
    case 'and':
      collect(condition.left, into);
      collect(condition.right, into);
      return;
    case 'or':
    case 'not':
    case 'in':
      throw unusable(condition.kind.toUpperCase());
    case 'compare': {
      const { comparator, left, right } = condition;
      if (comparator === '<>') throw unusable(comparator);
      const name = keyName([left, right]);
      const mirrored = left.kind !== 'path';
      const operator = (mirrored ? MIRRORED[comparator] : comparator) as RangeOperator;
      return add(into, name, operator, [mirrored ? left : right]);
    }
    case 'between': {
      const { operand, low, high } = condition;
      if (operand.kind !== 'path') throw misplaced('BETWEEN');
      return add(into, keyName([operand, low, high]), 'BETWEEN', [low, high]);
    }
    case 'test': {
      const { name, operands } = condition.call;
      if (name !== 'begins_with') throw unusable(name);
      if (operands[0]?.kind !== 'path') throw misplaced(name);
      return add(into, keyName(operands), 'begins_with', operands.slice(1));
    }
  }
}

function add(
  into: Map<string, KeyCondition>,
  name: string,
  operator: RangeOperator,
  operands: readonly BoundOperand[],
): void {
  if (into.has(name)) {
    throw validation(
      'Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key',
    );
  }
  const values = operands.flatMap((operand) => (operand.kind === 'value' ? [operand.value] : []));
  into.set(name, { operator, values });
}

/** The one attribute that a condition is about. */
function keyName(operands: readonly BoundOperand[]): string {
  let name: string | undefined;
  for (const operand of operands) {
    if (operand.kind === 'call') {
      throw validation('KeyConditionExpressions cannot contain nested operations');
    }
    if (operand.kind === 'value') continue;
    if (name !== undefined) {
      throw invalidCondition('Multiple attribute names used in one condition');
    }
    if (operand.path.length > 1) {
      throw validation('KeyConditionExpressions cannot have conditions on nested attributes');
    }
    name = String(operand.path[0]);
  }
  if (name === undefined) throw invalidCondition('No key attribute specified');
  return name;
}

const unusable = (operator: string): Error =>
  validation(`Invalid operator used in KeyConditionExpression: ${operator}`);

const invalidCondition = (why: string): Error =>
  validation(`Invalid condition in KeyConditionExpression: ${why}`);

const misplaced = (operator: string): Error =>
  invalidCondition(`${operator} operator must have the key attribute as its first operand`);
