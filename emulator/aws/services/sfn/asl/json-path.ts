/**
 * JSONPath as Step Functions takes it, which is Jayway's: names, quoted names, indexes (also from the end), slices,
 * unions, wildcards, deep scans and filters. A path that can only lead to one place gives its value; any other gives the
 * list of what it finds (developer guide "Using JSONPath paths", 2026-11).
 *
 * Gaps: functions at a path's end (`.length()`), regular expressions and `in` in filters.
 */
import { isObject, type Json } from './json.ts';

type Name = string | number;

export type Step =
  | { readonly kind: 'names'; readonly names: readonly Name[]; readonly deep: boolean }
  | { readonly kind: 'all'; readonly deep: boolean }
  | {
      readonly kind: 'slice';
      readonly from: number | undefined;
      readonly to: number | undefined;
      readonly by: number;
    }
  | { readonly kind: 'filter'; readonly test: Filter; readonly deep: boolean };

export type Filter =
  | { readonly kind: 'and' | 'or'; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'not'; readonly filter: Filter }
  | { readonly kind: 'exists'; readonly steps: readonly Step[] }
  | { readonly kind: 'compare'; readonly operator: string; readonly left: Operand; readonly right: Operand };

export type Operand = { readonly steps: readonly Step[] } | { readonly value: Json };

export interface Path {
  readonly text: string;
  /** `$` the data, `$$` the context object, a variable's name otherwise. */
  readonly root: string;
  readonly steps: readonly Step[];
  readonly definite: boolean;
}

/** Nothing is where a path leads; the text is Jayway's. */
export class PathMiss extends Error {}

export function follow(path: Path, root: Json): Json {
  if (path.definite) return followDefinite(path, root);
  let found: Json[] = [root];
  for (const step of path.steps) found = found.flatMap((value) => advance(step, value));
  return found;
}

function followDefinite({ steps }: Path, root: Json): Json {
  let value: Json = root;
  let walked = '$';
  steps.forEach((step, at) => {
    const name = (step as Step & { kind: 'names' }).names[0]!;
    walked += typeof name === 'number' ? `[${name}]` : `['${name}']`;
    const next = child(value, name);
    if (next === undefined) {
      throw new PathMiss(
        at === steps.length - 1 ? `No results for path: ${walked}` : `Missing property in path ${walked}`,
      );
    }
    value = next;
  });
  return value;
}

function child(value: Json, name: Name): Json | undefined {
  if (typeof name === 'number') return Array.isArray(value) ? (value as Json[]).at(name) : undefined;
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function advance(step: Step, value: Json): Json[] {
  const starts = step.kind !== 'slice' && step.deep ? descendants(value) : [value];
  return starts.flatMap((start) => advanceOne(step, start));
}

function advanceOne(step: Step, value: Json): Json[] {
  switch (step.kind) {
    case 'names':
      return step.names.map((name) => child(value, name)).filter((found) => found !== undefined);
    case 'all':
      return typeof value === 'object' && value !== null ? Object.values(value) : [];
    case 'slice':
      return Array.isArray(value) ? slice(value as Json[], step) : [];
    case 'filter': {
      const candidates: readonly Json[] = Array.isArray(value)
        ? (value as Json[])
        : isObject(value)
          ? [value]
          : [];
      return candidates.filter((candidate) => holds(step.test, candidate));
    }
  }
}

function slice(list: readonly Json[], { from, to, by }: Step & { kind: 'slice' }): Json[] {
  const part = list.slice(from ?? 0, to ?? list.length);
  return by === 1 ? part : part.filter((_, at) => at % by === 0);
}

/** The value and everything below it. */
function descendants(value: Json): Json[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value as Record<string, Json>).flatMap(descendants)];
}

function holds(filter: Filter, candidate: Json): boolean {
  switch (filter.kind) {
    case 'and':
      return holds(filter.left, candidate) && holds(filter.right, candidate);
    case 'or':
      return holds(filter.left, candidate) || holds(filter.right, candidate);
    case 'not':
      return !holds(filter.filter, candidate);
    case 'exists':
      return valuesOf({ steps: filter.steps }, candidate).length > 0;
    case 'compare': {
      const [left] = valuesOf(filter.left, candidate);
      const [right] = valuesOf(filter.right, candidate);
      return compare(filter.operator, left, right);
    }
  }
}

function valuesOf(operand: Operand, candidate: Json): readonly Json[] {
  if ('value' in operand) return [operand.value];
  let found: Json[] = [candidate];
  for (const step of operand.steps) found = found.flatMap((value) => advance(step, value));
  return found;
}

function compare(operator: string, left: Json | undefined, right: Json | undefined): boolean {
  if (operator === '==') return left === right;
  if (operator === '!=') return left !== right;
  if (typeof left !== typeof right || (typeof left !== 'number' && typeof left !== 'string')) return false;
  const [a, b] = [left, right as typeof left];
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  return operator === '>' ? a > b : a >= b;
}
