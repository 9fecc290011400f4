/**
 * Filter patterns over JSON events: `{ ($.level = "ERROR") && ($.took > 100 || $.retries[0] IS NULL) }`. Strings may
 * hold `*` for any text, or be a regular expression between percent signs. An event that is no JSON object matches none.
 */
import { invalidParameter } from './errors.ts';
import { compileExpression, compileWildcards, unescapeQuoted, type Matcher } from './matcher.ts';

type Condition = (event: unknown) => boolean;
type Path = readonly string[];

const TOKEN =
  /\s*(&&|\|\||<=|>=|!=|[(){}=<>]|"(?:[^"\\]|\\.)*"|%(?:[^%\\]|\\.)*%|\$[^\s()=!<>&|}]*|[^\s()=!<>&|{}]+)/y;

/** @throws AwsError InvalidParameterException */
export function compileJsonFilter(pattern: string): Matcher {
  const reader = new Reader(tokenise(pattern));
  reader.expect('{');
  const condition = readAny(reader);
  reader.expect('}');
  reader.expectEnd();
  return (message) => {
    const event = parseObject(message);
    return event !== undefined && condition(event);
  };
}

function tokenise(pattern: string): string[] {
  const tokens: string[] = [];
  const text = pattern.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (match === null) throw invalid();
    tokens.push(match[1]!);
  }
  return tokens;
}

class Reader {
  readonly #tokens: readonly string[];
  #next = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  take(): string {
    const token = this.#tokens[this.#next];
    if (token === undefined) throw invalid();
    this.#next += 1;
    return token;
  }

  takeIf(...words: readonly string[]): boolean {
    const found = words.every((word, at) => this.#tokens[this.#next + at]?.toUpperCase() === word);
    if (found) this.#next += words.length;
    return found;
  }

  expect(token: string): void {
    if (this.take() !== token) throw invalid();
  }

  expectEnd(): void {
    if (this.#next < this.#tokens.length) throw invalid();
  }
}

function readAny(reader: Reader): Condition {
  const choices = [readAll(reader)];
  while (reader.takeIf('||')) choices.push(readAll(reader));
  return (event) => choices.some((choice) => choice(event));
}

function readAll(reader: Reader): Condition {
  const parts = [readOne(reader)];
  while (reader.takeIf('&&')) parts.push(readOne(reader));
  return (event) => parts.every((part) => part(event));
}

function readOne(reader: Reader): Condition {
  if (reader.takeIf('(')) {
    const inner = readAny(reader);
    reader.expect(')');
    return inner;
  }
  const path = readPath(reader.take());
  if (reader.takeIf('NOT', 'EXISTS')) return (event) => lookUp(event, path) === undefined;
  if (reader.takeIf('IS', 'NULL')) return (event) => lookUp(event, path) === null;
  if (reader.takeIf('IS', 'TRUE')) return (event) => lookUp(event, path) === true;
  if (reader.takeIf('IS', 'FALSE')) return (event) => lookUp(event, path) === false;
  return readComparison(path, reader.take(), reader.take());
}

function readComparison(path: Path, operator: string, operand: string): Condition {
  const number = Number(operand);
  const numeric = !/^["%]/.test(operand) && Number.isFinite(number);
  switch (operator) {
    case '=':
    case '!=': {
      const equal = numeric ? (value: unknown) => value === number : textTest(operand);
      return (event) => {
        const value = lookUp(event, path);
        return value !== undefined && equal(value) === (operator === '=');
      };
    }
    case '<':
    case '<=':
    case '>':
    case '>=': {
      if (!numeric) throw invalid();
      return (event) => compare(lookUp(event, path), operator, number);
    }
    default:
      throw invalid();
  }
}

function compare(value: unknown, operator: '<' | '<=' | '>' | '>=', operand: number): boolean {
  if (typeof value !== 'number') return false;
  if (operator === '<') return value < operand;
  if (operator === '<=') return value <= operand;
  return operator === '>' ? value > operand : value >= operand;
}

function textTest(operand: string): (value: unknown) => boolean {
  if (operand.startsWith('%')) {
    const matches = compileExpression(operand.slice(1, -1));
    return (value) => typeof value === 'string' && matches(value);
  }
  const text = operand.startsWith('"') ? unescapeQuoted(operand.slice(1, -1)) : operand;
  if (!text.includes('*')) return (value) => value === text;
  const matches = compileWildcards(text);
  return (value) => typeof value === 'string' && matches(value);
}

const STEP = /^(?:\.([^.[\]]+)|\[(\d+)\]|\["([^"]+)"\])/;

/** `$.requests[0].user` → requests, 0, user */
export function readPath(token: string): Path {
  if (!token.startsWith('$')) throw invalid();
  const path: string[] = [];
  for (let rest = token.slice(1); rest !== '';) {
    const match = STEP.exec(rest);
    if (match === null) throw invalid();
    path.push((match[1] ?? match[2] ?? match[3])!);
    rest = rest.slice(match[0].length);
  }
  if (path.length === 0) throw invalid();
  return path;
}

export function lookUp(event: unknown, path: Path): unknown {
  let value = event;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

export function parseObject(message: string): object | undefined {
  if (!message.trimStart().startsWith('{')) return undefined;
  try {
    return JSON.parse(message) as object;
  } catch {
    return undefined;
  }
}

const invalid = (): Error => invalidParameter('Invalid filter pattern');
