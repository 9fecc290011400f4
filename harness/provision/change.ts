/** What provisioning did to a resource. */
type Outcome = 'created' | 'updated' | 'unchanged';

export interface Change {
  /** `bucket`, `queue`, `topic`, `subscription`, `function`, `table`, … */
  readonly kind: string;
  readonly name: string;
  readonly outcome: Outcome;
  /** Which parts of an existing resource were brought into line. */
  readonly parts?: readonly string[];
}

/** A resource that stood already, with the parts that had to be changed. */
export const changed = (kind: string, name: string, parts: readonly string[]): Change =>
  parts.length === 0 ? { kind, name, outcome: 'unchanged' } : { kind, name, outcome: 'updated', parts };

/**
 * Whether two values say the same: object members in any order, absent and `undefined` alike, lists in order.
 */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => sameValue(item, b[index]));
  }
  if (isObject(a) && isObject(b)) {
    const names = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...names].every((name) => sameValue(a[name], b[name]));
  }
  return a === b;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The part of `actual` that `wanted` speaks of: targets add defaults that nobody asked for. */
export function covers(wanted: unknown, actual: unknown): boolean {
  if (Array.isArray(wanted) && Array.isArray(actual)) {
    return wanted.length === actual.length && wanted.every((item, index) => covers(item, actual[index]));
  }
  if (isObject(wanted) && isObject(actual)) {
    return Object.keys(wanted).every((name) => covers(wanted[name], actual[name]));
  }
  return sameValue(wanted, actual);
}

/** The answer of a look-up, or `undefined` when the target says with one of these codes that there is none. */
export async function found<T>(look: Promise<T>, ...absent: readonly string[]): Promise<T | undefined> {
  try {
    return await look;
  } catch (error) {
    if (error instanceof Error && absent.includes(error.name)) return undefined;
    throw error;
  }
}

/** Whether two attribute texts say the same: those that hold JSON come back in a spelling of the target's own. */
export function sameAttribute(wanted: string | undefined, actual: string | undefined): boolean {
  if (wanted === actual) return true;
  if (!wanted?.startsWith('{') || !actual?.startsWith('{')) return false;
  return covers(JSON.parse(wanted), JSON.parse(actual));
}

/** `3 created, 1 updated, 12 unchanged` */
export function summarise(changes: readonly Change[]): string {
  const count = (outcome: Change['outcome']): number => changes.filter((c) => c.outcome === outcome).length;
  return (['created', 'updated', 'unchanged'] as const)
    .map((outcome) => [count(outcome), outcome] as const)
    .filter(([n]) => n > 0)
    .map(([n, outcome]) => `${n} ${outcome}`)
    .join(', ');
}
