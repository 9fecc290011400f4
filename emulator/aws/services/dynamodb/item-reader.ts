/**
 * Reads attribute values as they arrive: refuses what DynamoDB refuses, brings numbers into canonical form and counts
 * bytes as DynamoDB counts them, all in one pass.
 *
 * Evidence: refusals as in aws.md section E.2, sizes E.7; that `{"NULL": false}` is refused, how deep values may lie and
 * that numbers are judged by the exponent they are written with as captured on real tables (public conformance suite,
 * all regions, 2026-10); sets are not empty, and may have empty members ("Data types" of the developer guide; announced
 * 2020-05-18); the limit of names as measured (notes of a database's developers, September 2026) and as in Alternator's
 * tests, which their authors run on AWS.
 * Gaps: a JSON null among the members of a set is passed over, where AWS refuses it.
 */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { base64, type Attributes } from './attributes.ts';
import { invalidParameter, validation } from './errors.ts';
import { canonicalNumber, numberSize } from './number.ts';

/** An attribute's own value is at level 1, what a map or list holds one level below it. */
const MAX_LEVEL = 32;
const MAX_NAME_BYTES = 65_535;
export const NAME_TOO_LARGE = 'Attribute name is too large, must be less than 65536 bytes';
/** What a list or a map costs before its elements, and what each element costs besides itself. */
const DOCUMENT_OVERHEAD = 3;
const ELEMENT_OVERHEAD = 1;

/** Attributes that have been read. */
export interface ReadAttributes {
  readonly attributes: Attributes;
  /** Bytes as DynamoDB counts them: names and values. */
  readonly size: number;
}

/**
 * An item or a key.
 *
 * @throws AwsError ValidationException
 */
export function readAttributes(raw: Attributes): ReadAttributes {
  const reader = new Reader();
  const attributes = reader.attributes(raw, 1);
  return { attributes, size: reader.size };
}

/** @throws AwsError ValidationException */
export const readValue = (raw: AttributeValue): AttributeValue => new Reader().value(raw, 1);

/** Bytes that attributes already read count for. */
export const sizeOf = (attributes: Attributes): number => readAttributes(attributes).size;

/**
 * @returns bytes of an attribute's name
 * @throws AwsError ValidationException when there are too many
 */
export function nameSize(name: string): number {
  const bytes = Buffer.byteLength(name);
  if (bytes > MAX_NAME_BYTES) throw validation(NAME_TOO_LARGE);
  return bytes;
}

class Reader {
  size = 0;

  /** Answers the same object unless a value had to change. */
  attributes(raw: Attributes, level: number): Attributes {
    let changed: Record<string, AttributeValue> | undefined;
    for (const name of Object.keys(raw)) {
      const before = raw[name]!;
      this.size += nameSize(name);
      const after = this.value(before, level);
      if (after === before) continue;
      changed ??= Object.assign(Object.create(null) as Record<string, AttributeValue>, raw);
      changed[name] = after;
    }
    return changed ?? raw;
  }

  value(raw: AttributeValue, level: number): AttributeValue {
    if (level > MAX_LEVEL) {
      throw validation(
        'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit',
      );
    }
    const types = Object.keys(raw);
    if (types.length === 0) {
      throw validation(
        'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
      );
    }
    const value = this.#content(raw, level);
    if (types.length > 1) {
      throw validation(
        'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
      );
    }
    return value;
  }

  #content(raw: AttributeValue, level: number): AttributeValue {
    if (raw.S !== undefined) {
      this.size += Buffer.byteLength(raw.S);
      return raw;
    }
    if (raw.N !== undefined) {
      const number = this.#number(raw.N);
      return number === raw.N ? raw : { N: number };
    }
    if (raw.B !== undefined) {
      this.size += raw.B.byteLength;
      return raw;
    }
    if (raw.NULL === false) throw invalidParameter('Null attribute value types must have the value of true');
    if (raw.BOOL !== undefined || raw.NULL !== undefined) {
      this.size += 1;
      return raw;
    }
    if (raw.M !== undefined || raw.L !== undefined) return this.#document(raw, level + 1);
    return this.#set(raw);
  }

  /** @param level that of the elements */
  #document(raw: AttributeValue, level: number): AttributeValue {
    this.size += DOCUMENT_OVERHEAD;
    if (raw.M !== undefined) {
      this.size += ELEMENT_OVERHEAD * Object.keys(raw.M).length;
      const content = this.attributes(raw.M, level);
      return content === raw.M ? raw : { M: content };
    }
    const before = raw.L ?? [];
    this.size += ELEMENT_OVERHEAD * before.length;
    const after = before.map((element) => this.value(element, level));
    return after.some((element, at) => element !== before[at]) ? { L: after } : raw;
  }

  #set(raw: AttributeValue): AttributeValue {
    if (raw.NS !== undefined) return this.#numberSet(raw.NS);
    if (raw.SS !== undefined) {
      if (raw.SS.length === 0) throw invalidParameter('An string set  may not be empty');
      if (repeats(raw.SS)) throw duplicates(raw.SS, ' ');
      for (const member of raw.SS) this.size += Buffer.byteLength(member);
      return raw;
    }
    const members = raw.BS ?? [];
    if (members.length === 0) throw invalidParameter('Binary sets should not be empty');
    const texts = members.map(base64);
    if (repeats(texts)) throw duplicates(texts, 'of type BS ');
    for (const { byteLength } of members) this.size += byteLength;
    return raw;
  }

  #numberSet(before: string[]): AttributeValue {
    if (before.length === 0) throw invalidParameter('An number set  may not be empty');
    const after = before.map((member) => this.#number(member));
    if (repeats(after)) throw validation('Input collection contains duplicates');
    return { NS: after };
  }

  #number(text: string): string {
    const number = canonicalNumber(text);
    this.size += numberSize(number);
    return number;
  }
}

const repeats = (members: readonly string[]): boolean => new Set(members).size < members.length;

const duplicates = (members: readonly string[], joint: string): Error =>
  invalidParameter(`Input collection [${members.join(', ')}]${joint}contains duplicates.`);
