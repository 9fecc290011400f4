/**
 * Kinds of inputs: how each is written, read, checked and printed. A value without the unit it needs is refused rather
 * than guessed.
 */
import { SafelightError } from '#aws';

type InputValue = number | string | boolean;

export interface Input<Value extends InputValue = InputValue> {
  readonly describe: string;
  readonly initial: Value;
  /** @throws SafelightError ERR_INPUT */
  read(text: string, name: string): Value;
  print(value: Value): string;
  /** Where the initial value comes from: a document, a source, or nobody's but ours. */
  readonly origin: string;
  /** Factors on the value that nine in ten, and one in ten, expect it to exceed; absent for what is decided, not met. */
  readonly band?: readonly [p10: number, p90: number];
}

interface Facts {
  readonly describe: string;
  readonly origin: string;
  readonly band?: readonly [number, number];
}

interface Limits {
  readonly min: number;
  readonly max: number;
}

function refuse(name: string, text: string, hint: string): never {
  throw new SafelightError('ERR_INPUT', `${name} cannot be ${JSON.stringify(text)}.`, { hint });
}

const NUMBER = /^(-?\d+(?:\.\d+)?)(?:e(\d{1,2}))?$/i;
const inside = (value: number, { min, max }: Limits): boolean => value >= min && value <= max;

/** A plain count: `5000`, `5,000`, `5k`, `2M`. */
export function count(initial: number, facts: Facts, limits: Limits): Input<number> {
  const hint = `Write a number from ${limits.min} to ${limits.max.toLocaleString('en-US')}, like 5000, 5k or 2M.`;
  return {
    ...facts,
    initial,
    read(text, name) {
      const match = /^(-?[\d.,]+)([kM])?$/.exec(text);
      const digits = match?.[1]?.replaceAll(',', '') ?? '';
      const value = Number(digits) * (match?.[2] === 'k' ? 1e3 : match?.[2] === 'M' ? 1e6 : 1);
      return NUMBER.test(digits) && inside(value, limits) ? value : refuse(name, text, hint);
    },
    print: (value) => value.toLocaleString('en-US', { maximumFractionDigits: 4 }),
  };
}

/** A share: `94%`; `0.94` has no unit and is refused. */
export function share(initial: number, facts: Facts, limits: Limits = { min: 0, max: 1 }): Input<number> {
  const hint = `Write a percentage from ${limits.min * 100}% to ${limits.max * 100}%, like 94%.`;
  return {
    ...facts,
    initial,
    read(text, name) {
      const match = /^(-?\d+(?:\.\d+)?)\s*%$/.exec(text);
      const value = Number(match?.[1]) / 100;
      return match !== null && inside(value, limits) ? value : refuse(name, text, hint);
    },
    print: (value) => `${Number((value * 100).toPrecision(6))}%`,
  };
}

const BYTE_UNITS: Readonly<Record<string, number>> = {
  B: 1,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
};

/** Bytes, decimal (`2.5MB`) or binary (`128KiB`). */
export function bytes(initial: number, facts: Facts, limits: Limits): Input<number> {
  const hint = `Write bytes with their unit, from ${printBytes(limits.min)} to ${printBytes(limits.max)}: 2.5MB, 128KiB.`;
  return {
    ...facts,
    initial,
    read(text, name) {
      const match = /^(\d+(?:\.\d+)?)\s*([KMGT]?i?B)$/.exec(text);
      const value = Number(match?.[1]) * (BYTE_UNITS[match?.[2] ?? ''] ?? Number.NaN);
      return inside(value, limits) ? value : refuse(name, text, hint);
    },
    print: printBytes,
  };
}

/** `2.5 MB`, decimal, or binary where only that is exact. */
function printBytes(value: number): string {
  const binary = value >= 2 ** 10 && value % 2 ** 10 === 0;
  const names = binary ? ['TiB', 'GiB', 'MiB', 'KiB', 'B'] : ['TB', 'GB', 'MB', 'KB', 'B'];
  const unit = names.find((name) => value >= (BYTE_UNITS[name] ?? 1)) ?? 'B';
  return `${Number((value / (BYTE_UNITS[unit] ?? 1)).toPrecision(4))} ${unit}`;
}

/** What stands for "never" among days. */
export const NEVER = Number.POSITIVE_INFINITY;

/** Whole days: `30d`, `never`. */
export function days(initial: number, facts: Facts, limits: Limits): Input<number> {
  const hint = `Write whole days with their unit, from ${limits.min}d to ${limits.max}d, or never.`;
  return {
    ...facts,
    initial,
    read(text, name) {
      if (text === 'never') return NEVER;
      const match = /^(\d+)\s*d$/.exec(text);
      const value = Number(match?.[1]);
      return match !== null && inside(value, limits) ? value : refuse(name, text, hint);
    },
    print: (value) => (value === NEVER ? 'never' : `${value} d`),
  };
}

/** A length of work: `850ms`, `1.2s`. Milliseconds. */
export function work(initial: number, facts: Facts, limits: Limits): Input<number> {
  const hint = `Write a time with its unit, from ${limits.min}ms to ${limits.max}ms: 850ms, 1.2s.`;
  return {
    ...facts,
    initial,
    read(text, name) {
      const match = /^(\d+(?:\.\d+)?)\s*(ms|s)$/.exec(text);
      const value = Number(match?.[1]) * (match?.[2] === 's' ? 1_000 : 1);
      return match !== null && inside(value, limits) ? value : refuse(name, text, hint);
    },
    print: (value) => (value >= 1_000 ? `${value / 1_000} s` : `${value} ms`),
  };
}

export function choice<const Name extends string>(
  initial: NoInfer<Name>,
  names: readonly Name[],
  facts: Facts,
): Input<Name> {
  return {
    ...facts,
    initial,
    read: (text, name) =>
      names.find((each) => each.toLowerCase() === text.toLowerCase()) ??
      refuse(name, text, `Choose one of ${names.join(', ')}.`),
    print: (value) => value,
  };
}

export function flag(initial: boolean, facts: Facts): Input<boolean> {
  return {
    ...facts,
    initial,
    read(text, name) {
      if (text === 'on' || text === 'off') return text === 'on';
      return refuse(name, text, 'Write on or off.');
    },
    print: (value) => (value ? 'on' : 'off'),
  };
}

const DAY = /^\d{4}-\d{2}-01$/;

/** The first day of a month: `2027-01-01`. */
export function month(initial: string, facts: Facts): Input<string> {
  return {
    ...facts,
    initial,
    read: (text, name) =>
      DAY.test(text) && !Number.isNaN(Date.parse(text))
        ? text
        : refuse(name, text, 'Write the first day of a month, like 2027-01-01.'),
    print: (value) => value,
  };
}
