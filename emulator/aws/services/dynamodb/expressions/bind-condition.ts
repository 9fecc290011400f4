/** Binds conditions and refuses operands that no item could make right. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { base64, compareValues, typeOf, type AttributeType } from '../attributes.ts';
import type { Binding } from './binding.ts';
import { printedPath, type BoundCall, type BoundOperand, type Condition } from './bound.ts';
import { Refusal } from './refusal.ts';
import type { CallSyntax, ConditionSyntax } from './syntax.ts';

const OPERANDS: Readonly<Record<string, number>> = {
  attribute_exists: 1,
  attribute_not_exists: 1,
  attribute_type: 2,
  begins_with: 2,
  contains: 2,
  size: 1,
};
const ORDERED: ReadonlySet<AttributeType> = new Set(['S', 'N', 'B']);
const TYPE_NAMES: ReadonlySet<string> = new Set(['B', 'NULL', 'SS', 'BOOL', 'L', 'BS', 'N', 'NS', 'S', 'M']);
const SIZELESS: ReadonlySet<AttributeType> = new Set(['N', 'BOOL', 'NULL']);

/** @throws Refusal */
export function bindCondition(syntax: ConditionSyntax, binding: Binding): Condition {
  switch (syntax.kind) {
    case 'and':
    case 'or':
      return {
        kind: syntax.kind,
        left: bindCondition(syntax.left, binding),
        right: bindCondition(syntax.right, binding),
      };
    case 'not':
      return { kind: 'not', condition: bindCondition(syntax.condition, binding) };
    case 'compare': {
      const { comparator } = syntax;
      const [left, right] = [binding.operand(syntax.left), binding.operand(syntax.right)];
      checkCalls([left, right]);
      checkDistinct(comparator, left, [right]);
      if (comparator !== '=' && comparator !== '<>') {
        for (const operand of [left, right]) checkType(comparator, operand, ORDERED);
      }
      return { kind: 'compare', comparator, left, right };
    }
    case 'between': {
      const [operand, low, high] = [syntax.operand, syntax.low, syntax.high].map((part) =>
        binding.operand(part),
      ) as [BoundOperand, BoundOperand, BoundOperand];
      checkCalls([operand, low, high]);
      for (const part of [operand, low, high]) checkType('BETWEEN', part, ORDERED);
      checkBounds(low, high);
      return { kind: 'between', operand, low, high };
    }
    case 'in': {
      const operand = binding.operand(syntax.operand);
      const candidates = syntax.candidates.map((candidate) => binding.operand(candidate));
      checkCalls([operand, ...candidates]);
      checkDistinct('IN', operand, candidates);
      return { kind: 'in', operand, candidates };
    }
    case 'test':
      return { kind: 'test', call: bindTest(syntax.call, binding) };
  }
}

function bindTest(syntax: CallSyntax, binding: Binding): BoundCall {
  const operands = syntax.operands.map((operand) => binding.operand(operand));
  const call: BoundCall = { kind: 'call', name: syntax.name, operands };
  checkCalls([call]);
  return call;
}

/** Functions nested in operands as well. */
function checkCalls(operands: readonly BoundOperand[]): void {
  for (const operand of operands) {
    if (operand.kind !== 'call') continue;
    checkCalls(operand.operands);
    checkCall(operand);
  }
}

function checkCall({ name, operands }: BoundCall): void {
  if (operands.length !== OPERANDS[name]) {
    throw new Refusal(
      `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands.length}`,
    );
  }
  const [first, second] = operands;
  if (first === undefined) return;
  if (second !== undefined) checkDistinct(name, first, [second]);
  switch (name) {
    case 'attribute_exists':
    case 'attribute_not_exists':
      if (first.kind !== 'path') throw pathRequired(name);
      return;
    case 'begins_with':
      for (const operand of operands) checkType(name, operand, new Set(['S', 'B']));
      return;
    case 'size':
      if (first.kind === 'value' && SIZELESS.has(typeOf(first.value)))
        throw wrongType(name, typeOf(first.value));
      return;
    case 'attribute_type':
      return checkTypeName(second);
  }
}

function checkTypeName(operand: BoundOperand | undefined): void {
  if (operand?.kind !== 'value' || operand.value.S === undefined) {
    const type = operand?.kind === 'value' ? typeOf(operand.value) : '{NS,SS,L,BS,N,M,B,BOOL,NULL,S}';
    throw wrongType('attribute_type', type);
  }
  if (TYPE_NAMES.has(operand.value.S)) return;
  throw new Refusal(
    `Invalid attribute type name found; type: ${operand.value.S}, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}`,
  );
}

export const pathRequired = (name: string): Refusal =>
  new Refusal(`Operator or function requires a document path; operator or function: ${name}`);

export const wrongType = (name: string, type: string): Refusal =>
  new Refusal(
    `Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${type}`,
  );

function checkType(name: string, operand: BoundOperand, allowed: ReadonlySet<AttributeType>): void {
  if (operand.kind === 'value' && !allowed.has(typeOf(operand.value))) {
    throw wrongType(name, typeOf(operand.value));
  }
}

function checkDistinct(name: string, first: BoundOperand, others: readonly BoundOperand[]): void {
  if (first.kind !== 'path') return;
  const printed = printedPath(first.path);
  if (!others.some((other) => other.kind === 'path' && printedPath(other.path) === printed)) return;
  throw new Refusal(
    `The first operand must be distinct from the remaining operands for this operator or function; operator: ${name}, first operand: ${printed}`,
  );
}

function checkBounds(low: BoundOperand, high: BoundOperand): void {
  if (low.kind !== 'value' || high.kind !== 'value') return;
  const bounds = `lower bound operand: ${printedValue(low.value)}, upper bound operand: ${printedValue(high.value)}`;
  const order = compareValues(low.value, high.value);
  if (order === undefined) {
    throw new Refusal(`The BETWEEN operator requires same data type for lower and upper bounds; ${bounds}`);
  }
  if (order <= 0) return;
  throw new Refusal(
    `The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ${bounds}`,
  );
}

const printedValue = (value: AttributeValue): string =>
  `AttributeValue: {${typeOf(value)}:${value.S ?? value.N ?? base64(value.B ?? Buffer.alloc(0))}}`;
