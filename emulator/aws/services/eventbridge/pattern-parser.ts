/**
 * Reads event patterns and complains as EventBridge does (texts as its users quote them).
 *
 * Gaps: of the complaints the part ` at [Source: (String)"…"; line: 1, column: 12]` is left out.
 */
import { BlockList, isIP } from 'node:net';
import { invalidPattern } from './errors.ts';
import type { Bound, Condition, Pattern, Scalar, TextTest } from './pattern.ts';

type Json = Readonly<Record<string, unknown>>;

const LONGEST_PATTERN = 4_096;
const COMPARISONS: ReadonlySet<unknown> = new Set(['<', '<=', '=', '>', '>=']);
const LARGEST_NUMBER = 5e9;

const parsed = new Map<string, Pattern>();

/**
 * The pattern that a text stands for; patterns are read once.
 *
 * @throws AwsError InvalidEventPatternException
 */
export function readPattern(text: string): Pattern {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  if (text.length > LONGEST_PATTERN) throw invalidPattern('Event pattern is too long');
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw invalidPattern('Invalid JSON');
  }
  if (!isObject(document)) throw invalidPattern('Filter is not an object');
  const pattern = readFields(document);
  if (pattern.fields.size === 0 && pattern.alternatives.length === 0)
    throw invalidPattern('Empty patterns are not allowed');
  if (parsed.size >= 1_000) parsed.clear();
  parsed.set(text, pattern);
  return pattern;
}

function readFields(document: Json): Pattern {
  const fields = new Map<string, Pattern | readonly Condition[]>();
  const alternatives: Pattern[][] = [];
  for (const [name, value] of Object.entries(document)) {
    if (name === '$or' && isAlternatives(value)) alternatives.push(value.map(readFields));
    else if (Array.isArray(value)) {
      if (value.length === 0) throw invalidPattern('Empty arrays are not allowed');
      fields.set(name, value.map(readCondition));
    } else if (isObject(value)) {
      if (Object.keys(value).length === 0) throw invalidPattern('Empty objects are not allowed');
      fields.set(name, readFields(value));
    } else throw invalidPattern(`"${name}" must be an object or an array`);
  }
  return { fields, alternatives };
}

/** A field may be called `$or`: it is the operator when it lists two or more objects. */
const isAlternatives = (value: unknown): value is Json[] =>
  Array.isArray(value) && value.length >= 2 && value.every(isObject);

function readCondition(value: unknown): Condition {
  if (isScalar(value)) return { kind: 'is', value };
  if (!isObject(value)) throw invalidPattern('Match value must be String, number, true, false, or null');
  const [entry, ...others] = Object.entries(value);
  if (entry === undefined || others.length > 0)
    throw invalidPattern('Only one key allowed in match expression');
  const [operator, operand] = entry;
  switch (operator) {
    case 'exists':
      if (typeof operand !== 'boolean')
        throw invalidPattern('exists match pattern must be either true or false.');
      return { kind: 'exists', expected: operand };
    case 'numeric':
      return { kind: 'numeric', bounds: readBounds(operand) };
    case 'cidr':
      return { kind: 'cidr', block: readBlock(operand) };
    case 'anything-but':
      return readAnythingBut(operand);
    default:
      return { kind: 'text', test: readTextTest(operator, operand) };
  }
}

function readTextTest(operator: string, operand: unknown): TextTest {
  if (operator === 'wildcard') return { kind: 'wildcard', segments: readWildcard(operand) };
  if (operator === 'equals-ignore-case') {
    return { kind: 'same', text: textOf(operator, operand), ignoreCase: true };
  }
  if (operator !== 'prefix' && operator !== 'suffix') {
    throw invalidPattern(`Unrecognized match type ${operator}`);
  }
  const ignoreCase = isObject(operand);
  const text = ignoreCase ? operand['equals-ignore-case'] : operand;
  return { kind: operator, text: textOf(operator, text), ignoreCase };
}

function textOf(operator: string, operand: unknown): string {
  if (typeof operand !== 'string') throw invalidPattern(`${operator} match pattern must be a string`);
  return operand;
}

function readAnythingBut(operand: unknown): Condition {
  if (isObject(operand)) {
    const [entry, ...others] = Object.entries(operand);
    if (entry === undefined || others.length > 0) {
      throw invalidPattern('Anything-But expression name not found');
    }
    const tests = [entry[1]].flat().map((text) => readTextTest(entry[0], text));
    if (tests.length === 0) throw invalidPattern('Anything-But list must not be empty');
    return { kind: 'no-text', tests };
  }
  const values: unknown[] = Array.isArray(operand) ? operand : [operand];
  const [first] = values;
  const ofOneKind = values.every((value) => typeof value === typeof first);
  if (!values.every(isScalar) || !ofOneKind) {
    throw invalidPattern(
      'Inside anything but list, either all values are number or string, mixed type is not supported',
    );
  }
  return { kind: 'none-of', values };
}

function readBounds(operand: unknown): Bound[] {
  if (!Array.isArray(operand)) throw invalidPattern('Value of numeric must be an array.');
  if (operand.length === 0) throw invalidPattern('Invalid member in numeric match: ]');
  const bounds: Bound[] = [];
  for (let at = 0; at < operand.length; at += 2) {
    const [comparison, value] = [operand[at] as unknown, operand[at + 1] as unknown];
    if (!COMPARISONS.has(comparison)) {
      throw invalidPattern(`Unrecognized numeric range operator: ${String(comparison)}`);
    }
    if (typeof value !== 'number') throw invalidPattern(`Value of ${String(comparison)} must be numeric`);
    if (Math.abs(value) > LARGEST_NUMBER) {
      throw invalidPattern('Value must be between -5.0E9 and 5.0E9, inclusive');
    }
    bounds.push({ comparison: comparison as Bound['comparison'], value });
  }
  checkRange(bounds);
  return bounds;
}

/** One comparison, or a lower bound followed by an upper one. */
function checkRange([bottom, top, ...others]: readonly Bound[]): void {
  if (bottom === undefined || top === undefined) return;
  if (!bottom.comparison.startsWith('>') || !top.comparison.startsWith('<') || others.length > 0) {
    throw invalidPattern('Too many elements in numeric expression');
  }
  if (bottom.value >= top.value) throw invalidPattern('Bottom must be less than top');
}

function readBlock(operand: unknown): BlockList {
  const [address = '', bits] = textOf('cidr', operand).split('/');
  const family = isIP(address);
  const width = Number(bits ?? (family === 6 ? 128 : 32));
  if (family === 0 || !Number.isInteger(width) || width < 0 || width > (family === 6 ? 128 : 32)) {
    throw invalidPattern('Malformed CIDR, must be in the form of address/mask');
  }
  const block = new BlockList();
  block.addSubnet(address, width, family === 6 ? 'ipv6' : 'ipv4');
  return block;
}

/** `*` stands for any text; `\*` and `\\` for themselves. */
function readWildcard(operand: unknown): string[] {
  const text = textOf('wildcard', operand);
  const segments = [''];
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '*') {
      if (text[at + 1] === '*') throw invalidPattern(`Consecutive wildcard characters at pos ${at}`);
      segments.push('');
      continue;
    }
    if (text[at] === '\\') {
      at += 1;
      if (text[at] !== '*' && text[at] !== '\\') {
        throw invalidPattern(`Invalid escape character at pos ${at - 1}`);
      }
    }
    segments[segments.length - 1] += text[at]!;
  }
  return segments;
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isScalar = (value: unknown): value is Scalar =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);
