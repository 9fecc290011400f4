/**
 * Whether an item satisfies a condition. A path that names nothing makes comparisons false, except `<>`, which is the
 * opposite of `=`.
 */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { base64, compareValues, equalValues, membersOf, typeOf, type Attributes } from '../attributes.ts';
import type { BoundCall, BoundOperand, Condition } from './bound.ts';
import { valueAt } from './path.ts';
import type { Comparator } from './syntax.ts';

export function satisfies(item: Attributes, condition: Condition): boolean {
  switch (condition.kind) {
    case 'and':
      return satisfies(item, condition.left) && satisfies(item, condition.right);
    case 'or':
      return satisfies(item, condition.left) || satisfies(item, condition.right);
    case 'not':
      return !satisfies(item, condition.condition);
    case 'compare':
      return compares(valueOf(item, condition.left), condition.comparator, valueOf(item, condition.right));
    case 'between': {
      const value = valueOf(item, condition.operand);
      return (
        compares(value, '>=', valueOf(item, condition.low)) &&
        compares(value, '<=', valueOf(item, condition.high))
      );
    }
    case 'in': {
      const value = valueOf(item, condition.operand);
      return condition.candidates.some((candidate) => compares(value, '=', valueOf(item, candidate)));
    }
    case 'test':
      return holds(item, condition.call);
  }
}

function valueOf(item: Attributes, operand: BoundOperand): AttributeValue | undefined {
  switch (operand.kind) {
    case 'path':
      return valueAt(item, operand.path);
    case 'value':
      return operand.value;
    case 'call': {
      const [of] = operand.operands;
      const size = of === undefined ? undefined : sizeOfValue(valueOf(item, of));
      return size === undefined ? undefined : { N: String(size) };
    }
  }
}

/** Characters, bytes, members or elements; numbers, booleans and nulls have no size. */
function sizeOfValue(value: AttributeValue | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (value.M !== undefined) return Object.keys(value.M).length;
  return (value.S ?? value.SS ?? value.NS ?? value.BS ?? value.L)?.length ?? value.B?.byteLength;
}

function compares(
  left: AttributeValue | undefined,
  comparator: Comparator,
  right: AttributeValue | undefined,
): boolean {
  if (left === undefined || right === undefined) return comparator === '<>';
  if (comparator === '=') return equalValues(left, right);
  if (comparator === '<>') return !equalValues(left, right);
  const order = compareValues(left, right);
  if (order === undefined) return false;
  switch (comparator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

function holds(item: Attributes, { name, operands }: BoundCall): boolean {
  const [value, argument] = operands.map((operand) => valueOf(item, operand));
  switch (name) {
    case 'attribute_exists':
      return value !== undefined;
    case 'attribute_not_exists':
      return value === undefined;
    case 'attribute_type':
      return value !== undefined && typeOf(value) === argument?.S;
    case 'begins_with':
      return value !== undefined && argument !== undefined && beginsWith(value, argument);
    case 'contains':
      return value !== undefined && argument !== undefined && containsValue(value, argument);
    default:
      return false;
  }
}

export function beginsWith(value: AttributeValue, start: AttributeValue): boolean {
  if (value.S !== undefined && start.S !== undefined) return value.S.startsWith(start.S);
  if (value.B === undefined || start.B === undefined) return false;
  return Buffer.compare(value.B.subarray(0, start.B.byteLength), start.B) === 0;
}

function containsValue(value: AttributeValue, part: AttributeValue): boolean {
  if (value.S !== undefined) return part.S !== undefined && value.S.includes(part.S);
  if (value.B !== undefined)
    return part.B !== undefined && Buffer.from(value.B).includes(Buffer.from(part.B));
  if (value.L !== undefined) return value.L.some((element) => equalValues(element, part));
  if (value.SS !== undefined) return part.S !== undefined && value.SS.includes(part.S);
  if (value.NS !== undefined) return part.N !== undefined && value.NS.includes(part.N);
  return part.B !== undefined && (membersOf(value)?.includes(base64(part.B)) ?? false);
}
