/** What the command line asks of a run, as environment variables: k6 has no other way to hand a script its arguments. */
import exec from 'k6/execution';

/** A variable that no run can do without. */
export function required(name: string): string {
  const value = __ENV[name];
  if (value === undefined || value === '')
    throw new Error(`${name} is not set; start this with: safelight load`);
  return value;
}

/** A whole number above zero. */
export function count(name: string): number {
  const value = positive(name);
  if (!Number.isSafeInteger(value)) throw new Error(`${name} is not a whole number above zero`);
  return value;
}

/** A number above zero. */
export function positive(name: string): number {
  const value = Number(required(name));
  if (!Number.isFinite(value) || value <= 0) throw new Error(`${name} is not a number above zero`);
  return value;
}

/** A user of its own for every virtual user. */
export const viewer = (): string => `load-${exec.vu.idInTest}`;
