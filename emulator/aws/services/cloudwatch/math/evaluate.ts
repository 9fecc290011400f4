/** Computes metric math over the results of other queries. */
import { notImplemented } from '../../../kernel/aws-error.ts';
import { validationError } from '../errors.ts';
import type { BinaryOperator, Expression } from './expression.ts';
import { callFunction, fill, requireFunction, type Grid } from './functions.ts';
import { combine, isList, mapValue, type Series, type Value } from './value.ts';

const truth = (holds: boolean): number => (holds ? 1 : 0);

const OPERATIONS: Readonly<Record<BinaryOperator, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '^': (left, right) => left ** right,
  '<': (left, right) => truth(left < right),
  '>': (left, right) => truth(left > right),
  '<=': (left, right) => truth(left <= right),
  '>=': (left, right) => truth(left >= right),
  '==': (left, right) => truth(left === right),
  '!=': (left, right) => truth(left !== right),
  '&&': (left, right) => truth(left !== 0 && right !== 0),
  AND: (left, right) => truth(left !== 0 && right !== 0),
  '||': (left, right) => truth(left !== 0 || right !== 0),
  OR: (left, right) => truth(left !== 0 || right !== 0),
};

export interface Surroundings {
  /** The result of the query with this id. */
  readonly resultOf: (id: string) => Value;
  /** Every metric of the request; those whose id holds the text, when one is given. */
  readonly metrics: (part: string) => readonly Series[];
  readonly grid: Grid;
}

/** @throws AwsError ValidationException */
export function evaluate(expression: Expression, around: Surroundings): Value {
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'id':
      return around.resultOf(expression.id);
    case 'negative':
      return mapValue(evaluate(expression.of, around), (value) => -value);
    case 'binary': {
      const left = evaluate(expression.left, around);
      return combine(left, evaluate(expression.right, around), OPERATIONS[expression.operator]);
    }
    case 'list':
      return expression.items.flatMap((item) => {
        const value = evaluate(item, around);
        if (typeof value === 'number') throw validationError('A list of metric math may hold metrics only.');
        return isList(value) ? value : [value];
      });
    case 'call':
      return callNamed(expression.name, expression.args, around);
    case 'text':
      throw validationError(`The text '${expression.value}' stands where metric math takes none.`);
  }
}

function callNamed(name: string, args: readonly Expression[], around: Surroundings): Value {
  const [first, second] = args;
  if (name === 'METRICS') return around.metrics(first?.kind === 'text' ? first.value : '');
  if (name === 'FILL' && first !== undefined && second !== undefined) {
    if (second.kind === 'id' && second.id === 'LINEAR') throw notImplemented('cloudwatch', 'FILL(…, LINEAR)');
    const repeat = second.kind === 'id' && second.id === 'REPEAT';
    return fill(evaluate(first, around), repeat ? undefined : evaluate(second, around), around.grid);
  }
  requireFunction(name);
  return callFunction(
    name,
    args.map((arg) => evaluate(arg, around)),
  );
}
