/** The comparisons of Choice states in JSONPath (Amazon States Language, "Choice Rule", 2026-11). */
import type { ChoiceRule } from './definition.ts';
import type { Json } from './json.ts';
import { isTimestamp, readTimestamp } from './timestamp.ts';

type Comparison = (value: Json, wanted: Json) => boolean;

const ordered = (sign: string, order: number): boolean => {
  if (sign === 'Equals') return order === 0;
  if (sign === 'LessThan') return order < 0;
  if (sign === 'LessThanEquals') return order <= 0;
  return sign === 'GreaterThan' ? order > 0 : order >= 0;
};

const SIGNS = ['Equals', 'LessThan', 'GreaterThan', 'LessThanEquals', 'GreaterThanEquals'];

const number =
  (sign: string): Comparison =>
  (value, wanted) =>
    typeof value === 'number' && typeof wanted === 'number' && ordered(sign, value - wanted);

const text =
  (sign: string): Comparison =>
  (value, wanted) =>
    typeof value === 'string' &&
    typeof wanted === 'string' &&
    ordered(sign, value < wanted ? -1 : value > wanted ? 1 : 0);

const timestamp =
  (sign: string): Comparison =>
  (value, wanted) =>
    isTimestamp(value) &&
    isTimestamp(wanted) &&
    ordered(sign, readTimestamp(value)! - readTimestamp(wanted)!);

/** Comparisons with a value; each but StringMatches also has a form with a path, `…Path`. */
export const COMPARISONS: ReadonlyMap<string, Comparison> = new Map([
  ...SIGNS.map((sign): [string, Comparison] => [`Numeric${sign}`, number(sign)]),
  ...SIGNS.map((sign): [string, Comparison] => [`String${sign}`, text(sign)]),
  ...SIGNS.map((sign): [string, Comparison] => [`Timestamp${sign}`, timestamp(sign)]),
  ['BooleanEquals', (value, wanted) => typeof value === 'boolean' && value === wanted],
  [
    'StringMatches',
    (value, wanted) => typeof value === 'string' && typeof wanted === 'string' && fits(value, wanted),
  ],
]);

/** Tests of what a value is. */
export const TYPE_TESTS: Readonly<Record<string, (value: Json) => boolean>> = {
  IsNull: (value) => value === null,
  IsString: (value) => typeof value === 'string',
  IsNumeric: (value) => typeof value === 'number',
  IsBoolean: (value) => typeof value === 'boolean',
  IsTimestamp: (value) => isTimestamp(value),
};

export interface ChoiceData {
  /** @throws StatesError when nothing is there */
  valueOf(path: string): Json;
  has(path: string): boolean;
}

export function chooses(rule: ChoiceRule, data: ChoiceData): boolean {
  if (rule.And !== undefined) return rule.And.every((part) => chooses(part, data));
  if (rule.Or !== undefined) return rule.Or.some((part) => chooses(part, data));
  if (rule.Not !== undefined) return !chooses(rule.Not, data);
  const variable = rule.Variable ?? '$';
  if (rule['IsPresent'] !== undefined) return data.has(variable) === rule['IsPresent'];
  for (const [name, test] of Object.entries(TYPE_TESTS)) {
    if (rule[name] !== undefined) return test(data.valueOf(variable)) === rule[name];
  }
  for (const [name, compare] of COMPARISONS) {
    if (rule[name] !== undefined) return compare(data.valueOf(variable), rule[name] as Json);
    const path = rule[`${name}Path`];
    if (typeof path === 'string') return compare(data.valueOf(variable), data.valueOf(path));
  }
  return false;
}

/** `*` stands for any text; `\*` and `\\` for themselves. */
function fits(value: string, pattern: string): boolean {
  const segments = [''];
  for (let at = 0; at < pattern.length; at += 1) {
    if (pattern[at] === '*') segments.push('');
    else {
      if (pattern[at] === '\\') at += 1;
      segments[segments.length - 1] += pattern[at] ?? '';
    }
  }
  const [first = '', ...others] = segments;
  const last = others.pop();
  if (last === undefined) return value === first;
  const end = value.length - last.length;
  if (!value.startsWith(first) || end < first.length || !value.endsWith(last)) return false;
  let at = first.length;
  for (const segment of others) {
    const found = value.indexOf(segment, at);
    if (found < 0 || found + segment.length > end) return false;
    at = found + segment.length;
  }
  return true;
}
