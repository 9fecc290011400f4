/**
 * Event patterns: which events a rule wants (user guide "Creating event patterns" and "Comparison operators", 2026-11).
 * Every field of the pattern has to match; of a field's conditions one is enough. A list in the event counts with each of
 * its elements, and a pattern's fields below a list of objects have to match in one and the same object. Conditions look
 * at leaves only: an object, or an empty list, counts as absent.
 *
 * Gaps: EventBridge compares equal numbers by how they are written (`300` is not `300.0`); here they are equal.
 */
import { isIP, type BlockList } from 'node:net';

export type Scalar = string | number | boolean | null;

export type TextTest =
  | { readonly kind: 'prefix' | 'suffix' | 'same'; readonly text: string; readonly ignoreCase: boolean }
  /** The texts between the wildcards, in order. */
  | { readonly kind: 'wildcard'; readonly segments: readonly string[] };

export type Condition =
  | { readonly kind: 'is'; readonly value: Scalar }
  | { readonly kind: 'exists'; readonly expected: boolean }
  | { readonly kind: 'text'; readonly test: TextTest }
  | { readonly kind: 'none-of'; readonly values: readonly Scalar[] }
  | { readonly kind: 'no-text'; readonly tests: readonly TextTest[] }
  | { readonly kind: 'numeric'; readonly bounds: readonly Bound[] }
  | { readonly kind: 'cidr'; readonly block: BlockList };

export interface Bound {
  readonly comparison: '<' | '<=' | '=' | '>' | '>=';
  readonly value: number;
}

export interface Pattern {
  readonly fields: ReadonlyMap<string, Pattern | readonly Condition[]>;
  /** Of each `$or`, one alternative has to match. */
  readonly alternatives: readonly (readonly Pattern[])[];
}

export function matches(pattern: Pattern, value: unknown): boolean {
  const object = isObject(value) ? value : {};
  for (const [name, wanted] of pattern.fields) {
    const found = Object.hasOwn(object, name) ? object[name] : undefined;
    if (!(isConditions(wanted) ? holdsAt(wanted, found) : matchesBelow(wanted, found))) return false;
  }
  return pattern.alternatives.every((patterns) => patterns.some((other) => matches(other, value)));
}

const isConditions = (wanted: Pattern | readonly Condition[]): wanted is readonly Condition[] =>
  Array.isArray(wanted);

function matchesBelow(pattern: Pattern, value: unknown): boolean {
  if (!Array.isArray(value)) return matches(pattern, value);
  const objects = value.flat(Number.POSITIVE_INFINITY).filter(isObject);
  return objects.length === 0 ? matches(pattern, undefined) : objects.some((one) => matches(pattern, one));
}

function holdsAt(conditions: readonly Condition[], value: unknown): boolean {
  const elements: unknown[] = Array.isArray(value) ? value.flat(Number.POSITIVE_INFINITY) : [value];
  const leaves = elements.filter(isScalar);
  return conditions.some((condition) =>
    condition.kind === 'exists'
      ? leaves.length > 0 === condition.expected
      : leaves.some((leaf) => holds(condition, leaf)),
  );
}

function holds(condition: Exclude<Condition, { kind: 'exists' }>, value: Scalar): boolean {
  switch (condition.kind) {
    case 'is':
      return condition.value === value;
    case 'text':
      return typeof value === 'string' && passes(condition.test, value);
    case 'none-of':
      return !condition.values.includes(value);
    case 'no-text':
      return typeof value === 'string' && !condition.tests.some((test) => passes(test, value));
    case 'numeric':
      return typeof value === 'number' && condition.bounds.every((bound) => within(bound, value));
    case 'cidr': {
      const family = typeof value === 'string' ? isIP(value) : 0;
      return family !== 0 && condition.block.check(String(value), family === 6 ? 'ipv6' : 'ipv4');
    }
  }
}

function passes(test: TextTest, value: string): boolean {
  if (test.kind === 'wildcard') return fitsSegments(test.segments, value);
  const text = test.ignoreCase ? test.text.toLowerCase() : test.text;
  const given = test.ignoreCase ? value.toLowerCase() : value;
  if (test.kind === 'same') return given === text;
  return test.kind === 'prefix' ? given.startsWith(text) : given.endsWith(text);
}

/** The first and the last segment stand at the ends, the others follow each other; no backtracking is ever needed. */
function fitsSegments(segments: readonly string[], value: string): boolean {
  const [first = '', ...others] = segments;
  const last = others.pop();
  if (last === undefined) return value === first;
  if (!value.startsWith(first) || value.length < first.length + last.length || !value.endsWith(last))
    return false;
  const end = value.length - last.length;
  let at = first.length;
  for (const segment of others) {
    const found = value.indexOf(segment, at);
    if (found < 0 || found + segment.length > end) return false;
    at = found + segment.length;
  }
  return at <= end;
}

function within({ comparison, value: limit }: Bound, value: number): boolean {
  switch (comparison) {
    case '<':
      return value < limit;
    case '<=':
      return value <= limit;
    case '=':
      return value === limit;
    case '>':
      return value > limit;
    case '>=':
      return value >= limit;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isScalar = (value: unknown): value is Scalar =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);
