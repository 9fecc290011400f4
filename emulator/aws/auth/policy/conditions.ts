/**
 * Whether a statement's conditions hold for a request.
 *
 * Evidence: fact sheet S3 §10.2. A key that the request lacks fails a positive operator and passes a negated one;
 * `IfExists` passes both. Several values of one key are alternatives, and with a negated operator none may match.
 */
import type { Condition } from './document.ts';
import { fixedText, type Lookup } from './pattern.ts';

/** Condition keys of a request, by lower-case name. */
export type ContextKeys = ReadonlyMap<string, readonly string[]>;

type Value = string | number | boolean;

/** Values of condition keys as services state them: `{ 's3:prefix': 'a/', 'aws:SecureTransport': true }`. */
export type ContextValues = Readonly<Record<string, Value | readonly Value[] | undefined>>;

/** Of two blocks with one key, the later counts. */
export function contextKeys(...blocks: readonly (ContextValues | undefined)[]): ContextKeys {
  const keys = new Map<string, readonly string[]>();
  for (const block of blocks) {
    for (const [name, value] of Object.entries(block ?? {})) {
      if (value === undefined) continue;
      keys.set(name.toLowerCase(), (Array.isArray(value) ? value : [value]).map(String));
    }
  }
  return keys;
}

/** For policy variables: the value of a key that has exactly one. */
export const lookupIn =
  (keys: ContextKeys): Lookup =>
  (name) => {
    const values = keys.get(name);
    return values?.length === 1 ? values[0] : undefined;
  };

function holds(condition: Condition, keys: ContextKeys, lookup: Lookup): boolean {
  const { operator, quantifier } = condition;
  const values = keys.get(condition.key.toLowerCase()) ?? [];
  const missing = values.length === 0;
  if (operator.name === 'Null') {
    return condition.values.some((value) => fixedText(value)?.toLowerCase() === String(missing));
  }
  if (missing) {
    if (quantifier !== undefined) return quantifier === 'ForAllValues';
    return condition.ifExists || operator.negated;
  }
  const satisfies = (value: string): boolean =>
    condition.values.some((policy) => operator.compare(policy, value, lookup)) !== operator.negated;
  if (quantifier === 'ForAllValues') return values.every(satisfies);
  if (quantifier === 'ForAnyValue') return values.some(satisfies);
  return operator.negated ? values.every(satisfies) : values.some(satisfies);
}

export const conditionsHold = (
  conditions: readonly Condition[],
  keys: ContextKeys,
  lookup: Lookup,
): boolean => conditions.every((condition) => holds(condition, keys, lookup));
