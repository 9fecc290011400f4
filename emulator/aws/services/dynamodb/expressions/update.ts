/**
 * Binds and carries out updates. Every right-hand side sees the item as it was; elements that SET puts beyond the end of a
 * list are appended in the order of their indexes, and REMOVE means the elements by their indexes of before.
 *
 * Evidence: aws.md section E.5; lists as in the developer guide (Expressions.UpdateExpressions); that AttributeUpdates are
 * refused in other words: Alternator's tests, which their authors run on AWS.
 */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { membersOf, typeOf, type Attributes } from '../attributes.ts';
import { validation } from '../errors.ts';
import { addNumbers, subtractNumbers } from '../number.ts';
import { pathRequired, wrongType } from './bind-condition.ts';
import type { Binding } from './binding.ts';
import type { BoundOperand, BoundSum, Path, UpdateAction } from './bound.ts';
import { Draft } from './draft.ts';
import { checkOverlap, valueAt } from './path.ts';
import { Refusal } from './refusal.ts';
import type { UpdateActionSyntax } from './syntax.ts';

/** What ADD and DELETE call the types they refuse. */
const TYPE_NAMES: Readonly<Record<string, string>> = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  NULL: 'NULL',
  BOOL: 'BOOLEAN',
  L: 'LIST',
  M: 'MAP',
};

/** @throws Refusal */
export function bindUpdate(syntax: readonly UpdateActionSyntax[], binding: Binding): readonly UpdateAction[] {
  const paths = syntax.map(({ path }) => binding.path(path));
  const actions = syntax.map((action, at): UpdateAction => {
    const path = paths[at]!;
    switch (action.kind) {
      case 'SET':
        return { kind: 'SET', path, value: bindSetValue(action.value, binding) };
      case 'REMOVE':
        return { kind: 'REMOVE', path };
      case 'ADD':
      case 'DELETE':
        return { kind: action.kind, path, value: binding.value(action.value) };
    }
  });
  checkOverlap(paths);
  for (const action of actions) if (action.kind === 'ADD' || action.kind === 'DELETE') checkMember(action);
  for (const action of actions) if (action.kind === 'SET') checkOperands(action.value);
  return actions;
}

function bindSetValue(
  syntax: Extract<UpdateActionSyntax, { kind: 'SET' }>['value'],
  binding: Binding,
): BoundOperand | BoundSum {
  if (syntax.kind !== 'sum') return binding.operand(syntax);
  const { operator } = syntax;
  return { kind: 'sum', operator, left: binding.operand(syntax.left), right: binding.operand(syntax.right) };
}

function checkMember({ kind, value }: Extract<UpdateAction, { kind: 'ADD' | 'DELETE' }>): void {
  const type = typeOf(value);
  const name = TYPE_NAMES[type];
  if (name === undefined || (kind === 'ADD' && type === 'N')) return;
  throw new Refusal(
    `Incorrect operand type for operator or function; operator: ${kind}, operand type: ${name}, typeSet: ALLOWED_FOR_${kind}_OPERAND`,
  );
}

function checkOperands(value: BoundOperand | BoundSum): void {
  if (value.kind === 'sum') {
    for (const operand of [value.left, value.right]) {
      checkOperands(operand);
      checkConstant(value.operator, operand, 'N');
    }
    return;
  }
  if (value.kind !== 'call') return;
  const { name, operands } = value;
  for (const operand of operands) checkOperands(operand);
  if (operands.length !== 2) {
    throw new Refusal(
      `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands.length}`,
    );
  }
  if (name === 'list_append') for (const operand of operands) checkConstant(name, operand, 'L');
  else if (operands[0]?.kind !== 'path') throw pathRequired(name);
}

function checkConstant(name: string, operand: BoundOperand, type: 'N' | 'L'): void {
  if (operand.kind !== 'value' || operand.value[type] !== undefined) return;
  throw wrongType(name, typeOf(operand.value));
}

/**
 * The item after the update.
 *
 * @throws AwsError ValidationException when the item does not allow it
 */
export function applyUpdate(item: Attributes, actions: readonly UpdateAction[]): Attributes {
  const values = actions.map((action) => newValueOf(item, action));
  const draft = new Draft(item);
  for (const [at, action] of actions.entries()) {
    const value = values[at];
    if (value === undefined) draft.remove(action.path);
    else draft.set(action.path, value);
  }
  return draft.finish();
}

/** What the action makes of what its path names; `undefined` when nothing is left of it. */
function newValueOf(item: Attributes, action: UpdateAction): AttributeValue | undefined {
  switch (action.kind) {
    case 'SET':
      return evaluated(item, action.value);
    case 'REMOVE':
      return undefined;
    case 'ADD':
    case 'DELETE': {
      const before = valueAt(item, action.path);
      if (before !== undefined && typeOf(before) !== typeOf(action.value)) {
        throw action.legacy ? validation('Type mismatch for attribute to update') : wrongOperand();
      }
      return action.kind === 'ADD' ? added(before, action.value) : without(before, action.value);
    }
  }
}

function evaluated(item: Attributes, value: BoundOperand | BoundSum): AttributeValue {
  switch (value.kind) {
    case 'value':
      return value.value;
    case 'path':
      return existing(item, value.path);
    case 'sum': {
      const [left, right] = [evaluated(item, value.left).N, evaluated(item, value.right).N];
      if (left === undefined || right === undefined) throw wrongOperand();
      return { N: value.operator === '+' ? addNumbers(left, right) : subtractNumbers(left, right) };
    }
    case 'call': {
      const [first, second] = value.operands as readonly [BoundOperand, BoundOperand];
      if (value.name === 'if_not_exists') {
        const found = first.kind === 'path' ? valueAt(item, first.path) : undefined;
        return found ?? evaluated(item, second);
      }
      const [head, tail] = [evaluated(item, first).L, evaluated(item, second).L];
      if (head === undefined || tail === undefined) throw wrongOperand();
      return { L: [...head, ...tail] };
    }
  }
}

function existing(item: Attributes, path: Path): AttributeValue {
  const value = valueAt(item, path);
  if (value !== undefined) return value;
  throw validation('The provided expression refers to an attribute that does not exist in the item');
}

const wrongOperand = (): Error =>
  validation('An operand in the update expression has an incorrect data type');

/** @param more of the type of what is there */
function added(before: AttributeValue | undefined, more: AttributeValue): AttributeValue {
  if (before === undefined) return more;
  if (before.N !== undefined && more.N !== undefined) return { N: addNumbers(before.N, more.N) };
  if (before.L !== undefined && more.L !== undefined) return { L: [...before.L, ...more.L] };
  const known = new Set(membersOf(before));
  const members = membersOf(more) ?? [];
  const isNew = (_: unknown, at: number): boolean => !known.has(members[at]!);
  if (before.SS !== undefined) return { SS: [...before.SS, ...(more.SS ?? []).filter(isNew)] };
  if (before.NS !== undefined) return { NS: [...before.NS, ...(more.NS ?? []).filter(isNew)] };
  return { BS: [...(before.BS ?? []), ...(more.BS ?? []).filter(isNew)] };
}

/** @param less of the type of what is there */
function without(before: AttributeValue | undefined, less: AttributeValue): AttributeValue | undefined {
  if (before === undefined) return undefined;
  const gone = new Set(membersOf(less));
  const members = membersOf(before) ?? [];
  if (members.every((member) => gone.has(member))) return undefined;
  const stays = (_: unknown, at: number): boolean => !gone.has(members[at]!);
  if (before.SS !== undefined) return { SS: before.SS.filter(stays) };
  if (before.NS !== undefined) return { NS: before.NS.filter(stays) };
  return { BS: (before.BS ?? []).filter(stays) };
}
