/**
 * The rules of a request's shape as data, and the one sentence AWS makes of everything that breaks them:
 * `2 validation errors detected: Value '…' at '…' failed to satisfy constraint: …; …` (aws.md section E.1). They come
 * before every other check of an operation.
 *
 * That the pattern comes before the lengths, and that the empty name of a table is one mistake to a data operation and
 * two to CreateTable, as captured from DynamoDB (dynalite 4; a public conformance suite, four regions, 2026-06).
 *
 * Gaps: the order of several complaints is that of the tables here; AWS's own order is not documented. Since 2026-06 AWS
 * words some refusals of the single-item operations anew, region by region and back again (`1 validation error detected: `
 * before what was a sentence of its own, `Value at 'Limit'` without the value); here all are worded as before.
 */
import { validation } from './errors.ts';

export interface Constraint {
  readonly required?: true;
  readonly min?: number;
  readonly max?: number;
  /** Of a text's characters, a list's elements or a map's entries. */
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: RegExp;
  readonly oneOf?: readonly string[];
  readonly members?: Constraints;
  /** For every element of a list or value of a map. */
  readonly each?: Constraint;
  /** For a map's keys, and for the lengths of its values; AWS complains of them in a form of their own. */
  readonly keys?: Constraint;
  readonly values?: Constraint;
  /** For the texts of a list, of which AWS complains in the same form. */
  readonly texts?: Constraint;
  /** AWS's name of the structure, which it prints when it quotes one. */
  readonly shape?: string;
}

export type Constraints = Readonly<Record<string, Constraint>>;

const MAX_COMPLAINTS = 10;

/** @throws AwsError ValidationException naming everything that is wrong */
export function check(input: object, constraints: Constraints): void {
  const complaints: string[] = [];
  checkMembers(input, constraints, '', complaints);
  if (complaints.length === 0) return;
  const shown = complaints.slice(0, MAX_COMPLAINTS);
  const errors = shown.length === 1 ? 'error' : 'errors';
  throw validation(`${shown.length} validation ${errors} detected: ${shown.join('; ')}`);
}

function checkMembers(value: object, constraints: Constraints, path: string, complaints: string[]): void {
  for (const name in constraints) {
    const member = (value as Readonly<Record<string, unknown>>)[name];
    const constraint = constraints[name]!;
    if (member === undefined && constraint.required === undefined) continue;
    checkValue(member, constraint, `${path}${lowerFirst(name)}`, complaints);
  }
}

function checkValue(value: unknown, constraint: Constraint, path: string, complaints: string[]): void {
  const complain = (rule: string): void => {
    complaints.push(`Value ${quoted(value, constraint)} at '${path}' failed to satisfy constraint: ${rule}`);
  };
  if (value === undefined) return complain('Member must not be null');
  for (const rule of brokenRules(value, constraint)) complain(rule);
  if (typeof value !== 'object' || value === null) return;
  if (constraint.members !== undefined) {
    checkMembers(value, constraint.members, `${path}.`, complaints);
    return;
  }
  checkContent(value, constraint, complain);
  if (constraint.each === undefined) return;
  const entries = Array.isArray(value)
    ? value.map((element: unknown, at) => [String(at + 1), element] as const)
    : Object.entries(value);
  for (const [at, element] of entries) {
    checkValue(element, constraint.each, `${path}.${at}.member`, complaints);
  }
}

function checkContent(
  value: object,
  { keys, values, texts }: Constraint,
  complain: (rule: string) => void,
): void {
  if (keys !== undefined && Object.keys(value).some((key) => brokenRules(key, keys).length > 0)) {
    complain(`Map keys must satisfy constraint: [${rulesOf(keys).join(', ')}]`);
  }
  if (values !== undefined && Object.values(value).some((item) => brokenRules(item, values).length > 0)) {
    complain(`Map value must satisfy constraint: [${rulesOf(values).join(', ')}]`);
  }
  if (texts !== undefined && Object.values(value).some((text) => brokenRules(text, texts).length > 0)) {
    complain(`Member must satisfy constraint: [${rulesOf(texts).join(', ')}]`);
  }
}

const minLengthRule = (n: number): string => `Member must have length greater than or equal to ${n}`;
const maxLengthRule = (n: number): string => `Member must have length less than or equal to ${n}`;
const patternRule = (pattern: RegExp): string =>
  `Member must satisfy regular expression pattern: ${pattern.source.slice(1, -1)}`;

function rulesOf({ minLength, maxLength, pattern }: Constraint): string[] {
  return [
    ...(maxLength === undefined ? [] : [maxLengthRule(maxLength)]),
    ...(minLength === undefined ? [] : [minLengthRule(minLength)]),
    ...(pattern === undefined ? [] : [patternRule(pattern)]),
  ];
}

function brokenRules(value: unknown, constraint: Constraint): string[] {
  const { min, max, minLength, maxLength, pattern, oneOf } = constraint;
  const broken: string[] = [];
  if (typeof value === 'number') {
    if (min !== undefined && value < min)
      broken.push(`Member must have value greater than or equal to ${min}`);
    if (max !== undefined && value > max) broken.push(`Member must have value less than or equal to ${max}`);
    return broken;
  }
  // An empty text where any other would do is only too short.
  const isMerelyEmpty = value === '' && minLength === 1;
  if (pattern !== undefined && typeof value === 'string' && !isMerelyEmpty && !pattern.test(value)) {
    broken.push(patternRule(pattern));
  }
  if (minLength !== undefined && lengthOf(value) < minLength) broken.push(minLengthRule(minLength));
  if (maxLength !== undefined && lengthOf(value) > maxLength) broken.push(maxLengthRule(maxLength));
  if (typeof value !== 'string') return broken;
  if (oneOf !== undefined && !oneOf.includes(value)) {
    broken.push(`Member must satisfy enum value set: [${oneOf.join(', ')}]`);
  }
  return broken;
}

function lengthOf(value: unknown): number {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  return Object.keys(value as object).length;
}

const quoted = (value: unknown, constraint: Constraint): string =>
  value === undefined ? 'null' : `'${printed(value, constraint)}'`;

/** A value as Java prints it: `[KeySchemaElement(attributeName=pk, keyType=HASH)]`, maps as `{name=value}`. */
function printed(value: unknown, constraint: Constraint | undefined): string {
  if (Array.isArray(value)) {
    return `[${value.map((element) => printed(element, constraint?.each)).join(', ')}]`;
  }
  if (typeof value !== 'object' || value === null) return String(value);
  const { shape, members, each } = constraint ?? {};
  const fields = Object.entries(value).map(([name, field]) => {
    const label = shape === undefined ? name : lowerFirst(name);
    return `${label}=${printed(field, members?.[name] ?? each)}`;
  });
  return shape === undefined ? `{${fields.join(', ')}}` : `${shape}(${fields.join(', ')})`;
}

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
