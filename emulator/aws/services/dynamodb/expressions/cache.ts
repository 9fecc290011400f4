/** Keeps the expressions parsed last, so that the same text is parsed once. Bounded; the least recently used goes first. */
import { parseCondition } from './condition-parser.ts';
import { parseProjection } from './projection-parser.ts';
import type { ConditionSyntax, PathSyntax, UpdateActionSyntax } from './syntax.ts';
import { parseUpdate } from './update-parser.ts';

const CAPACITY = 1_000;

export class ExpressionCache {
  readonly condition: (text: string) => ConditionSyntax = remembered(parseCondition);
  readonly update: (text: string) => readonly UpdateActionSyntax[] = remembered(parseUpdate);
  readonly projection: (text: string) => readonly PathSyntax[] = remembered(parseProjection);
}

function remembered<T>(parse: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text) ?? parse(text);
    known.delete(text);
    known.set(text, found);
    if (known.size > CAPACITY) known.delete(known.keys().next().value!);
    return found;
  };
}
