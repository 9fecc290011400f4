/** What a Logs Insights query computes from one event: fields, comparisons and a few functions. */
import { notImplemented } from '../../../kernel/aws-error.ts';
import { BoundedPattern, PatternTooSlow } from '../../../kernel/bounded-pattern.ts';
import { days, hours, milliseconds, minutes, seconds, type Duration } from '../../../kernel/instant.ts';
import { malformedQuery } from '../errors.ts';
import type { TokenReader } from './tokens.ts';

export type Value = string | number | boolean | undefined;
/** Looks a field up in an event. */
export type Fields = (name: string) => Value;
export type Compute = (fields: Fields) => Value;

const UNITS: Readonly<Record<string, Duration>> = {
  ms: milliseconds(1),
  s: seconds(1),
  m: minutes(1),
  h: hours(1),
  d: days(1),
  w: days(7),
};

const FUNCTIONS: Readonly<Record<string, (...args: readonly Value[]) => Value>> = {
  ispresent: (value) => value !== undefined,
  isempty: (value) => value === undefined || value === '',
  isblank: (value) => value === undefined || String(value).trim() === '',
  strlen: (value) => (value === undefined ? undefined : String(value).length),
  tolower: (value) => (value === undefined ? undefined : String(value).toLowerCase()),
  toupper: (value) => (value === undefined ? undefined : String(value).toUpperCase()),
  strcontains: (text, part) => Number(String(text ?? '').includes(String(part ?? ''))),
  concat: (...parts) => parts.map((part) => String(part ?? '')).join(''),
  abs: (value) => mapNumber(value, Math.abs),
  ceil: (value) => mapNumber(value, Math.ceil),
  floor: (value) => mapNumber(value, Math.floor),
};

/** @throws AwsError MalformedQueryException; NotImplemented for functions that are not here */
export function readExpression(reader: TokenReader): Compute {
  let left = readAll(reader);
  while (reader.takeIf('or')) {
    const [before, right] = [left, readAll(reader)];
    left = (fields) => truth(before(fields)) || truth(right(fields));
  }
  return left;
}

function readAll(reader: TokenReader): Compute {
  let left = readOne(reader);
  while (reader.takeIf('and')) {
    const [before, right] = [left, readOne(reader)];
    left = (fields) => truth(before(fields)) && truth(right(fields));
  }
  return left;
}

function readOne(reader: TokenReader): Compute {
  if (reader.takeIf('not')) {
    const inner = reader.nested(() => readOne(reader));
    return (fields) => !truth(inner(fields));
  }
  const left = readOperand(reader);
  const negated = reader.takeIf('not');
  const test = readTest(reader, left);
  if (test === undefined) {
    if (negated) throw reader.unexpected();
    return left;
  }
  return negated ? (fields) => !truth(test(fields)) : test;
}

function readTest(reader: TokenReader, left: Compute): Compute | undefined {
  if (reader.takeIf('like') || reader.takeIf('=~')) return readLike(reader, left);
  if (reader.takeIf('in')) {
    const choices = readList(reader);
    return (fields) => choices.some((choice) => equal(left(fields), choice(fields)));
  }
  for (const [operator, holds] of COMPARISONS) {
    if (!reader.takeIf(operator)) continue;
    const right = readOperand(reader);
    return (fields) => holds(left(fields), right(fields));
  }
  return undefined;
}

function readLike(reader: TokenReader, left: Compute): Compute {
  const token = reader.take();
  if (token.kind !== 'regex' && token.kind !== 'text')
    throw malformedQuery(`unexpected symbol found ${token.text}`);
  const { text } = token;
  if (token.kind === 'text') return (fields) => String(left(fields) ?? '').includes(text);
  const expression = regularExpression(text);
  return (fields) => {
    const value = left(fields);
    return value !== undefined && found(expression, String(value));
  };
}

/** `(?i)` in front makes case indifferent. */
function regularExpression(source: string): BoundedPattern {
  const ignoresCase = source.startsWith('(?i)');
  try {
    return new BoundedPattern(ignoresCase ? source.slice(4) : source, ignoresCase ? 'i' : '');
  } catch {
    throw malformedQuery(`invalid regular expression /${source}/`);
  }
}

function found(expression: BoundedPattern, text: string): boolean {
  try {
    return expression.test(text);
  } catch (error) {
    if (error instanceof PatternTooSlow) throw malformedQuery(error.message);
    throw error;
  }
}

function readList(reader: TokenReader): readonly Compute[] {
  reader.expect('[');
  const items = [readOperand(reader)];
  while (reader.takeIf(',')) items.push(readOperand(reader));
  reader.expect(']');
  return items;
}

function readOperand(reader: TokenReader): Compute {
  if (reader.takeIf('(')) {
    const inner = reader.nested(() => readExpression(reader));
    reader.expect(')');
    return inner;
  }
  const token = reader.take();
  if (token.kind === 'number') return () => token.value;
  if (token.kind === 'text') return () => token.text;
  if (token.kind !== 'word') throw malformedQuery(`unexpected symbol found ${token.text}`);
  if (!reader.takeIf('(')) return (fields) => fields(token.text);
  if (token.text.toLowerCase() === 'bin') return readBin(reader);
  return reader.nested(() => readCall(token.text, reader));
}

/** `bin(5m)`: the beginning of the stretch of time that the event is in. */
function readBin(reader: TokenReader): Compute {
  const token = reader.take();
  const unit = UNITS[/[a-z]+$/.exec(token.text)?.[0] ?? ''];
  if (token.kind !== 'number' || unit === undefined || token.value <= 0) {
    throw malformedQuery(`unexpected symbol found ${token.text}`);
  }
  reader.expect(')');
  const length = token.value * unit;
  return (fields) => Math.floor(Number(fields('@timestamp')) / length) * length;
}

function readCall(name: string, reader: TokenReader): Compute {
  const known = name.toLowerCase();
  const apply = Object.hasOwn(FUNCTIONS, known) ? FUNCTIONS[known] : undefined;
  if (apply === undefined) throw notImplemented('cloudwatch-logs', `the query function ${name}`);
  const args: Compute[] = [];
  if (!reader.takeIf(')')) {
    do args.push(readExpression(reader));
    while (reader.takeIf(','));
    reader.expect(')');
  }
  return (fields) => apply(...args.map((arg) => arg(fields)));
}

const COMPARISONS: readonly (readonly [string, (left: Value, right: Value) => boolean])[] = [
  ['=', (left, right) => equal(left, right)],
  ['!=', (left, right) => left !== undefined && !equal(left, right)],
  ['<=', (left, right) => ordered(left, right, (order) => order <= 0)],
  ['>=', (left, right) => ordered(left, right, (order) => order >= 0)],
  ['<', (left, right) => ordered(left, right, (order) => order < 0)],
  ['>', (left, right) => ordered(left, right, (order) => order > 0)],
];

const truth = (value: Value): boolean => value === true || (typeof value === 'number' && value !== 0);

const equal = (left: Value, right: Value): boolean =>
  left !== undefined && right !== undefined && compareValues(left, right) === 0;

const ordered = (left: Value, right: Value, holds: (order: number) => boolean): boolean =>
  left !== undefined && right !== undefined && holds(compareValues(left, right));

/** Numbers by size, where both sides are numbers or read as such; everything else as text. Nothing comes first. */
export function compareValues(left: Value, right: Value): number {
  if (left === undefined || right === undefined)
    return Number(left !== undefined) - Number(right !== undefined);
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a !== undefined && b !== undefined) return a - b;
  const [textA, textB] = [String(left), String(right)];
  return textA < textB ? -1 : textA > textB ? 1 : 0;
}

export function numberOf(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isNaN(number) ? undefined : number;
}

function mapNumber(value: Value, change: (value: number) => number): number | undefined {
  const number = numberOf(value);
  return number === undefined ? undefined : change(number);
}
