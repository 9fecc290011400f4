/** Every document path that a condition looks at. */
import type { BoundOperand, Condition, Path } from './bound.ts';

export function pathsOf(condition: Condition): readonly Path[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return [...pathsOf(condition.left), ...pathsOf(condition.right)];
    case 'not':
      return pathsOf(condition.condition);
    case 'compare':
      return pathsIn([condition.left, condition.right]);
    case 'between':
      return pathsIn([condition.operand, condition.low, condition.high]);
    case 'in':
      return pathsIn([condition.operand, ...condition.candidates]);
    case 'test':
      return pathsIn(condition.call.operands);
  }
}

function pathsIn(operands: readonly BoundOperand[]): readonly Path[] {
  return operands.flatMap((operand) => {
    if (operand.kind === 'path') return [operand.path];
    return operand.kind === 'call' ? pathsIn(operand.operands) : [];
  });
}
