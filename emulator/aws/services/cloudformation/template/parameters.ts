/**
 * Values of a template's parameters: those given, else the defaults, each held to what its declaration demands (user
 * guide "Parameters", 2026-11).
 *
 * Parameters of SSM types name a parameter of Parameter Store and stand for its value.
 *
 * Gaps: parameters of AWS-specific types are refused, but for `AWS::…::Id` and `::Name` types, which are text. A stored
 * value is looked up whenever a stack moves, where AWS does so when an operation on it begins.
 */
import { BoundedPattern, PatternTooSlow } from '../../../kernel/bounded-pattern.ts';
import { templateError, validationError } from '../errors.ts';
import { textOf, isList, type Json, type JsonObject } from './json.ts';

interface ParameterValue {
  /** As given, for display. */
  readonly text: string;
  /** What `Ref` yields: text, or a list for the list types. */
  readonly value: Json;
  readonly noEcho: boolean;
}

export type ParameterValues = Readonly<Record<string, ParameterValue>>;

/** What Parameter Store holds under a name. */
export type StoredValue = (name: string) => string | undefined;

/** @throws AwsError ValidationError */
export function readParameters(
  declared: Readonly<Record<string, JsonObject>>,
  given: ReadonlyMap<string, string>,
  stored: StoredValue,
): ParameterValues {
  const unknown = [...given.keys()].filter((name) => !Object.hasOwn(declared, name));
  if (unknown.length > 0) {
    throw validationError(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  }
  const missing: string[] = [];
  const values: [string, ParameterValue][] = [];
  for (const [name, declaration] of Object.entries(declared)) {
    const text = given.get(name) ?? asText(declaration['Default']);
    if (text === undefined) missing.push(name);
    else values.push([name, read(name, text, declaration, stored)]);
  }
  if (missing.length > 0) throw validationError(`Parameters: [${missing.join(', ')}] must have values`);
  return Object.fromEntries(values);
}

function read(name: string, text: string, declaration: JsonObject, stored: StoredValue): ParameterValue {
  const { Type: type, AllowedValues: allowed, AllowedPattern: pattern } = declaration;
  if (typeof type !== 'string') throw templateError(`Every Parameters object must contain a Type member.`);
  if (
    !/^(String|Number|CommaDelimitedList|List<(Number|String)>|AWS::[\w:]+::(Id|Name))$/.test(type) &&
    !STORED.test(type)
  ) {
    throw templateError(`Unrecognized parameter type: ${type}`);
  }
  const isMany = type === 'CommaDelimitedList' || type.startsWith('List<');
  const parts = isMany ? text.split(',').map((part) => part.trim()) : [text];
  const { ConstraintDescription: wording } = declaration;
  for (const part of parts) {
    const fault =
      faultOfNumber(type, part, declaration) ??
      faultOfLength(type, part, declaration) ??
      (isList(allowed) && !allowed.map(asText).includes(part)
        ? `must be one of values: [${allowed.map(asText).join(', ')}]`
        : undefined) ??
      (typeof pattern === 'string' && !fits(name, pattern, part)
        ? `must match pattern ${pattern}`
        : undefined);
    if (fault !== undefined) {
      const why = typeof wording === 'string' ? wording : fault;
      throw validationError(`Parameter '${name}' ${why}`);
    }
  }
  const noEcho = asText(declaration['NoEcho']) === 'true';
  const held = STORED.exec(type);
  if (held === null) return { text, value: isMany ? parts : text, noEcho };
  const value = stored(text);
  if (value === undefined) {
    throw validationError(`Unable to fetch parameters [${text}] from parameter store for this account.`);
  }
  return {
    text,
    value: /List/.test(held[1] ?? '') ? value.split(',').map((part) => part.trim()) : value,
    noEcho,
  };
}

/** A type whose text is a name in Parameter Store; what is held there may be a list. */
const STORED =
  /^AWS::SSM::Parameter::Value<(String|CommaDelimitedList|List<String>|AWS::[\w:]+::Id|List<AWS::[\w:]+::Id>)>$/;

/** A pattern means the whole value. Written for Java's engine, where nearly everything is as in JavaScript's. */
function fits(name: string, pattern: string, value: string): boolean {
  try {
    return new BoundedPattern(`^(?:${pattern})$`, 's').test(value);
  } catch (error) {
    const fault =
      error instanceof PatternTooSlow ? 'an AllowedPattern that takes too long' : 'an invalid AllowedPattern';
    throw validationError(`Parameter '${name}' has ${fault}: ${pattern}`);
  }
}

function faultOfNumber(type: string, text: string, { MinValue, MaxValue }: JsonObject): string | undefined {
  if (type !== 'Number' && type !== 'List<Number>') return undefined;
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(number)) return 'must be a number.';
  if (MinValue !== undefined && number < Number(MinValue))
    return `must be a number not less than ${asText(MinValue)}`;
  if (MaxValue !== undefined && number > Number(MaxValue)) {
    return `must be a number not greater than ${asText(MaxValue)}`;
  }
  return undefined;
}

function faultOfLength(type: string, text: string, { MinLength, MaxLength }: JsonObject): string | undefined {
  if (type !== 'String') return undefined;
  if (MinLength !== undefined && text.length < Number(MinLength)) {
    return `must contain at least ${asText(MinLength)} characters`;
  }
  if (MaxLength !== undefined && text.length > Number(MaxLength)) {
    return `must contain at most ${asText(MaxLength)} characters`;
  }
  return undefined;
}

const asText = (value: Json | undefined): string | undefined =>
  value === undefined || value === null || typeof value === 'object' ? undefined : textOf(value);
