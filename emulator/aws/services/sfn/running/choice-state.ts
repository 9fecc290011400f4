/** Choice: the first rule that holds says where to go. */
import { chooses } from '../asl/choice.ts';
import type { ChoiceRule } from '../asl/definition.ts';
import { isExpression, unexpectedType } from '../asl/jsonata.ts';
import { hasValueAt, valueAt } from '../asl/query.ts';
import { runtimeError, StatesError } from '../asl/states-error.ts';
import { handOn } from './finish.ts';
import type { Frame, Outcome } from './frame.ts';

export async function runChoice(frame: Frame): Promise<Outcome> {
  const { state } = frame;
  const input = frame.input();
  const data = frame.data(frame.jsonata ? frame.raw : input);
  const reach = {
    valueOf: (path: string) => {
      if (hasValueAt(path, data)) return valueAt(path, data);
      throw runtimeError(
        `Invalid path '${path}': The choice state's condition path references an invalid value.`,
      );
    },
    has: (path: string) => hasValueAt(path, data),
  };
  const holds = async (rule: ChoiceRule, at: number): Promise<boolean> => {
    if (!frame.jsonata) return chooses(rule, reach);
    const { Condition: condition = false } = rule;
    const field = `Choices[${at}]/Condition`;
    const value = isExpression(condition) ? await frame.fill(condition, field, data) : condition;
    if (typeof value !== 'boolean') throw unexpectedType(String(condition), field, 'boolean', value);
    return value;
  };
  for (const [at, rule] of (state.Choices ?? []).entries()) {
    if (!(await holds(rule, at))) continue;
    return handOn(frame, input, {
      next: rule.Next,
      ...(rule.Output !== undefined && { Output: rule.Output }),
      ...(rule.Assign !== undefined && { Assign: rule.Assign }),
    });
  }
  if (state.Default !== undefined) return handOn(frame, input, { ...state, next: state.Default });
  throw new StatesError(
    'States.NoChoiceMatched',
    `Failed to transition out of the state '${frame.name}' (entered at the event id #${frame.entered.id}). The state does not point to a next state.`,
  );
}
