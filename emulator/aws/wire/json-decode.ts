/**
 * From JSON to the value of a shape, as strict about types as AWS's own deserialiser. The texts of modern services were
 * measured on AWS on 2026-09-23 (a JSON 1.1 service, 46 bodies); DynamoDB's older ones are in aws.md section E.1. A member
 * that is null is absent, a list's null element is dropped, and what the shape does not have is skipped.
 */
import { AwsError } from '../kernel/aws-error.ts';
import { toDate } from '../kernel/instant.ts';
import { setMember } from './record.ts';
import type { ListShape, MapShape, Shape, StructureShape } from './schema.ts';
import { readBase64, readText } from './text-values.ts';
import { readEpoch } from './timestamps.ts';

/** Which generation of the deserialiser speaks. */
export type JsonDialect = 'modern' | 'dynamodb';

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The deepest value read; every service refuses much earlier (DynamoDB at 32). */
const MAX_DEPTH = 200;

/**
 * The structure that a JSON text holds. An empty text is refused like any other that is no JSON.
 *
 * @throws AwsError SerializationException
 */
export function decodeJson(shape: StructureShape, content: Buffer, dialect: JsonDialect): object {
  return new JsonDecoder(dialect).structure(shape, parse(content), 0);
}

function parse(content: Buffer): unknown {
  try {
    return JSON.parse(decoder.decode(content)) as unknown;
  } catch {
    throw refusal('');
  }
}

class JsonDecoder {
  readonly #dialect: JsonDialect;

  constructor(dialect: JsonDialect) {
    this.#dialect = dialect;
  }

  structure(shape: StructureShape, value: unknown, depth: number): object {
    if (!isObject(value)) throw this.#mismatch(value, depth === 0 ? '' : 'Expected null');
    if (shape.union) return this.#union(shape, value, depth);
    const result: Record<string, unknown> = {};
    for (const member of shape.members) {
      const field = Object.hasOwn(value, member.jsonName) ? value[member.jsonName] : undefined;
      if (field === undefined || field === null) continue;
      result[member.name] = this.#value(member.shape, field, depth + 1);
    }
    return result;
  }

  #value(shape: Shape, value: unknown, depth: number): unknown {
    if (depth > MAX_DEPTH) throw refusal('The request body is nested too deeply.');
    switch (shape.kind) {
      case 'structure':
        return this.structure(shape, value, depth);
      case 'list':
        return this.#list(shape, value, depth);
      case 'map':
        return this.#map(shape, value, depth);
      case 'string':
        if (typeof value === 'string') return value;
        throw this.#unconvertible(value, 'String');
      case 'boolean':
        if (typeof value === 'boolean') return value;
        throw this.#unconvertible(value, 'Boolean');
      case 'number':
        return this.#number(value);
      case 'timestamp':
        return this.#timestamp(shape, value);
      default:
        return this.#blob(value);
    }
  }

  /** Of a union's many members one is there; and nobody else has what was parsed, so it is changed in its place. */
  #union(shape: StructureShape, value: Record<string, unknown>, depth: number): object {
    let read = value;
    for (const name in value) {
      const member = shape.byJsonName.get(name);
      const field = value[name];
      if (member === undefined || field === null || member.name !== name) {
        if (read === value) read = this.#membersOf(shape, value, name);
        if (member === undefined || field === null) continue;
        read[member.name] = this.#value(member.shape, field, depth + 1);
      } else read[name] = this.#value(member.shape, field, depth + 1);
    }
    return read;
  }

  /** The members before one, which have been read. */
  #membersOf(shape: StructureShape, value: Record<string, unknown>, end: string): Record<string, unknown> {
    const names = Object.keys(value);
    const before = names.slice(0, names.indexOf(end));
    return Object.fromEntries(
      before.filter((name) => shape.byJsonName.has(name)).map((name) => [name, value[name]]),
    );
  }

  #list(shape: ListShape, value: unknown, depth: number): unknown[] {
    if (!Array.isArray(value)) throw this.#mismatch(value, 'Expected list or null');
    return (value as readonly unknown[])
      .filter((item) => item !== null)
      .map((item) => this.#value(shape.element.shape, item, depth + 1));
  }

  #map(shape: MapShape, value: unknown, depth: number): object {
    if (!isObject(value)) throw this.#mismatch(value, 'Expected null');
    const item = shape.value.shape;
    if (holdsNull(value)) return this.#mapWithout(item, value, depth);
    for (const name in value) {
      const before = value[name];
      const after = this.#value(item, before, depth + 1);
      if (after !== before) setMember(value, name, after);
    }
    return value;
  }

  #mapWithout(shape: Shape, value: Record<string, unknown>, depth: number): object {
    const map: Record<string, unknown> = {};
    for (const [name, item] of Object.entries(value)) {
      if (item !== null) setMember(map, name, this.#value(shape, item, depth + 1));
    }
    return map;
  }

  #number(value: unknown): number {
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return Number(value);
    throw this.#unconvertible(value, 'Integer');
  }

  #timestamp(shape: Extract<Shape, { kind: 'timestamp' }>, value: unknown): unknown {
    if (typeof value === 'number') {
      const instant = readEpoch(value);
      if (instant === undefined) throw this.#unconvertible(value, 'Timestamp');
      return toDate(instant);
    }
    const at = typeof value === 'string' ? readText(shape, value, 'date-time') : undefined;
    if (at === undefined) throw this.#unconvertible(value, 'Timestamp');
    return at;
  }

  #blob(value: unknown): Uint8Array {
    if (typeof value !== 'string') {
      throw isObject(value) || Array.isArray(value)
        ? this.#mismatch(value, '')
        : refusal('only base-64-encoded strings are convertible to bytes');
    }
    const bytes = readBase64(value);
    if (bytes !== undefined) return bytes;
    throw refusal(
      value.length % 4 === 0
        ? 'Invalid Base64 data'
        : `Base64 encoded length is expected a multiple of 4 bytes but found: ${value.length}`,
    );
  }

  /** A scalar stands where another kind of scalar belongs. */
  #unconvertible(value: unknown, type: string): AwsError {
    const article = /^[AEIOU]/.test(type) ? 'an' : 'a';
    const phrase =
      this.#dialect === 'dynamodb'
        ? `cannot be converted to ${type}`
        : `can not be converted to ${article} ${type}`;
    return this.#mismatch(value, `${tokenOf(value)} ${phrase}`, type);
  }

  /** A list or an object stands where none belongs; anything else gets `otherwise`. */
  #mismatch(value: unknown, otherwise: string, type?: string): AwsError {
    const old = this.#dialect === 'dynamodb';
    if (Array.isArray(value)) {
      return refusal(
        old && type !== undefined
          ? `Unrecognized collection type class java.lang.${type}`
          : 'Start of list found where not expected',
      );
    }
    if (isObject(value)) {
      return refusal(`Start of structure or map found where not expected${old ? '' : '.'}`);
    }
    return refusal(old && otherwise.startsWith('Expected') ? 'Unexpected field type' : otherwise);
  }
}

function tokenOf(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return 'STRING_VALUE';
    case 'boolean':
      return `${String(value).toUpperCase()}_VALUE`;
    default:
      return 'NUMBER_VALUE';
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function holdsNull(value: Readonly<Record<string, unknown>>): boolean {
  for (const name in value) if (value[name] === null) return true;
  return false;
}

const refusal = (message: string): AwsError =>
  new AwsError({ code: 'SerializationException', status: 400, message });
