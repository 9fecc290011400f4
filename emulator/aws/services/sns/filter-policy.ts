/**
 * Filter policies: which messages a subscription gets (developer guide, "Subscription filter policies", 2026-11; nulls
 * and arrays as recorded 2024-05-14). Every key has to match; of a key's conditions one is enough. Paths of a message
 * body are compared with dots between their names, so `{"a.b": …}` and `{"a": {"b": …}}` ask for the same.
 */
import { isIP, type BlockList } from 'node:net';

export type Scalar = string | number | boolean | null;

export type Condition =
  | { readonly kind: 'is'; readonly value: Scalar }
  | { readonly kind: 'exists'; readonly expected: boolean }
  | { readonly kind: 'prefix' | 'suffix' | 'same-letters'; readonly text: string }
  | { readonly kind: 'none-of'; readonly values: readonly Scalar[] }
  | { readonly kind: 'not'; readonly condition: Condition }
  | { readonly kind: 'between'; readonly bottom: Bound | undefined; readonly top: Bound | undefined }
  | { readonly kind: 'cidr'; readonly block: BlockList };

export interface Bound {
  readonly value: number;
  readonly inclusive: boolean;
}

/** One key: the path it stands for, and its conditions. */
export interface FilterKey {
  readonly path: string;
  /** 1 for a key at the top. */
  readonly depth: number;
  readonly conditions: readonly Condition[];
}

/** All keys have to match, and of every `$or` one alternative. */
export interface FilterPolicy {
  readonly keys: readonly FilterKey[];
  readonly alternatives: readonly (readonly FilterPolicy[])[];
}

/** A message as conditions see it: the values at each path. A path that is not there has no values at all. */
export type Facts = ReadonlyMap<string, readonly Scalar[]>;

export interface FilterableAttribute {
  readonly DataType: string;
  readonly StringValue?: string | undefined;
}

/** The facts of message attributes. `String.Array` counts with each of its elements, binary values not at all. */
export function factsOfAttributes(attributes: Readonly<Record<string, FilterableAttribute>>): Facts {
  const facts = new Map<string, Scalar[]>();
  for (const [name, { DataType: type, StringValue: text }] of Object.entries(attributes)) {
    if (text === undefined) continue;
    const values =
      type === 'String.Array' ? elementsOf(text) : [type.startsWith('Number') ? Number(text) : text];
    facts.set(name, values);
  }
  return facts;
}

/**
 * The facts of a message body. A list of objects makes alternatives, of which each is judged by itself; a body that is no
 * JSON object has none.
 */
export function factsOfBody(body: string): readonly Facts[] {
  try {
    const document: unknown = JSON.parse(body);
    return isObject(document) ? flatten(document, '') : [];
  } catch {
    return [];
  }
}

export const accepts = (policy: FilterPolicy, facts: Facts): boolean =>
  policy.keys.every(({ path, conditions }) =>
    conditions.some((condition) => holdsAt(condition, facts.get(path))),
  ) && policy.alternatives.every((alternatives) => alternatives.some((other) => accepts(other, facts)));

function holdsAt(condition: Condition, values: readonly Scalar[] | undefined): boolean {
  if (condition.kind === 'exists') return (values !== undefined) === condition.expected;
  if (values === undefined) return condition.kind === 'is' && condition.value === null;
  return values.some((value) => holds(condition, value));
}

function holds(condition: Condition, value: Scalar): boolean {
  switch (condition.kind) {
    case 'is':
      return condition.value === value;
    case 'exists':
      return condition.expected;
    case 'prefix':
      return typeof value === 'string' && value.startsWith(condition.text);
    case 'suffix':
      return typeof value === 'string' && value.endsWith(condition.text);
    case 'same-letters':
      return typeof value === 'string' && value.toLowerCase() === condition.text.toLowerCase();
    case 'none-of':
      return !condition.values.includes(value);
    case 'not':
      return !holds(condition.condition, value);
    case 'between':
      return typeof value === 'number' && isBetween(condition, value);
    case 'cidr':
      return (
        typeof value === 'string' &&
        isIP(value) !== 0 &&
        condition.block.check(value, isIP(value) === 6 ? 'ipv6' : 'ipv4')
      );
  }
}

function isBetween({ bottom, top }: Condition & { kind: 'between' }, value: number): boolean {
  const above = bottom === undefined || value > bottom.value || (bottom.inclusive && value === bottom.value);
  const below = top === undefined || value < top.value || (top.inclusive && value === top.value);
  return above && below;
}

function flatten(object: object, prefix: string): Map<string, Scalar[]>[] {
  let alternatives = [new Map<string, Scalar[]>()];
  for (const [name, value] of Object.entries(object)) {
    const branches = flattenValue(value, prefix + name);
    alternatives = alternatives.flatMap((facts) => branches.map((branch) => new Map([...facts, ...branch])));
  }
  return alternatives;
}

function flattenValue(value: unknown, path: string): Map<string, Scalar[]>[] {
  if (isObject(value)) return flatten(value, `${path}.`);
  const elements: unknown[] = Array.isArray(value) ? value.flat(Number.POSITIVE_INFINITY) : [value];
  const scalars = elements.filter((element): element is Scalar => !isObject(element));
  const objects = elements.filter(isObject).flatMap((element) => flatten(element, `${path}.`));
  return scalars.length > 0
    ? [new Map([[path, scalars]]), ...objects]
    : objects.length > 0
      ? objects
      : [new Map()];
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function elementsOf(text: string): Scalar[] {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list)
      ? list.filter((element): element is Scalar => typeof element !== 'object' || element === null)
      : [];
  } catch {
    return [];
  }
}
