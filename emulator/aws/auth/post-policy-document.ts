/**
 * The policy document of a browser upload: until when it holds, what the form's fields must say, how large the file
 * may be.
 *
 * Evidence: fact sheet S3 §3.3, whose texts were captured from S3 (2011–2026) except those about a missing expiration
 * or missing conditions, unknown operations, arities and base64, which are versitygw's reading of S3. Gaps
 * (unverified): the answer to a negative bound.
 */
import { AwsError } from '../kernel/aws-error.ts';
import { parseInstant, type Instant } from '../kernel/instant.ts';
import { javaHashOrder } from './java-hash-order.ts';

export type PostCondition =
  | {
      readonly operation: 'eq' | 'starts-with';
      /** As the policy spells it, with its `$`. */
      readonly field: string;
      readonly value: string;
      /** The condition as S3 prints it when it fails. */
      readonly text: string;
    }
  | {
      readonly operation: 'content-length-range';
      /** Bytes; `undefined` when the policy holds a text that is no number, which no upload satisfies. */
      readonly min: number | undefined;
      readonly max: number | undefined;
      readonly text: string;
    };

export interface PostPolicy {
  readonly expiration: Instant;
  readonly conditions: readonly PostCondition[];
}

const invalid = (message: string): AwsError =>
  new AwsError({ code: 'InvalidPolicyDocument', status: 400, message: `Invalid Policy: ${message}` });

const invalidJson = (): AwsError => invalid('Invalid JSON.');

/** `["eq", "$key", "v"]` */
const printed = (items: readonly unknown[]): string =>
  `[${items.map((item) => JSON.stringify(item)).join(', ')}]`;

function simpleCondition(members: object): PostCondition {
  const [entry, ...others] = Object.entries(members) as [string, unknown][];
  if (entry === undefined || others.length > 0) {
    throw invalid('Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.');
  }
  const [name, value] = entry;
  if (value === null) throw invalidJson();
  if (typeof value !== 'string') throw invalid('Invalid Simple-Condition: value must be a string.');
  const field = `$${name}`;
  return { operation: 'eq', field, value, text: printed(['eq', field, value]) };
}

/** A bound of `content-length-range`: a whole number, which may stand in quotation marks. */
function bound(value: unknown): number | undefined {
  if (typeof value === 'string') return /^\d+$/.test(value) ? Number(value) : undefined;
  if (typeof value !== 'number' || !Number.isInteger(value)) throw invalidJson();
  if (value < 0) throw invalid('Token - must be enclosed in quotes.');
  return value;
}

function listCondition(items: readonly unknown[]): PostCondition {
  const [name, first, second] = items;
  if (items.length === 0) throw invalid('Invalid Condition: missing operation identifier.');
  if (typeof name !== 'string') throw invalidJson();
  const operation = name.toLowerCase();
  if (operation !== 'eq' && operation !== 'starts-with' && operation !== 'content-length-range') {
    throw invalid(`Invalid Condition: unknown operation '${name}'.`);
  }
  if (items.length !== 3) throw invalid(`Invalid ${name}: wrong number of arguments.`);
  const text = printed(items);
  if (operation === 'content-length-range') {
    return { operation, min: bound(first), max: bound(second), text };
  }
  if (typeof first !== 'string' || typeof second !== 'string') throw invalidJson();
  return { operation, field: first, value: second, text };
}

function parseCondition(condition: unknown): PostCondition {
  if (Array.isArray(condition)) return listCondition(condition);
  if (typeof condition === 'object' && condition !== null) return simpleCondition(condition);
  throw invalid('Invalid condition test: must be a List or Object.');
}

const EXPIRATION = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

function parseExpiration(value: unknown): Instant {
  const at = typeof value === 'string' && EXPIRATION.test(value) ? parseInstant(value) : undefined;
  if (at !== undefined) return at;
  throw invalid(`Invalid 'expiration' value: '${typeof value === 'string' ? value : JSON.stringify(value)}'`);
}

function decode(encoded: string): string {
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(encoded)) throw invalid('invalid Base64 encoding.');
  return Buffer.from(encoded, 'base64').toString('utf8');
}

/** Reads the form's `policy` field. Throws InvalidPolicyDocument. */
export function parsePostPolicy(encoded: string): PostPolicy {
  const text = decode(encoded);
  if (text.trim() === '') throw invalid("Expecting '{' but found End-of-Input");
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw invalidJson();
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw invalidJson();
  const { expiration, conditions, ...unknown } = json as Record<string, unknown>;
  const [unexpected] = javaHashOrder(Object.keys(unknown).map((name) => name.toLowerCase()));
  if (unexpected !== undefined) throw invalid(`Unexpected: '${unexpected}'`);
  if (expiration === undefined) throw invalid('Policy missing expiration.');
  if (conditions === undefined) throw invalid('Policy missing conditions.');
  if (!Array.isArray(conditions)) throw invalid("Invalid 'conditions' value: must be a List.");
  return { expiration: parseExpiration(expiration), conditions: conditions.map(parseCondition) };
}
