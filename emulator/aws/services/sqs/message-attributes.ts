/**
 * Attributes that senders put on messages: what is allowed, how they are digested, and which of them a receiver gets
 * (aws.md sections C.3 and G; recordings of 2023-11-14). The digest covers the attributes in the order of their names,
 * each as length and bytes of name and data type, a byte for the transport type, and length and bytes of the value.
 */
import { createHash, hash as digestOf, type Hash } from 'node:crypto';
import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import { invalidMessageContents, invalidParameterValue } from './errors.ts';

export type MessageAttributes = Readonly<Record<string, MessageAttributeValue>>;

const MOST_ATTRIBUTES = 10;
const LONGEST_NAME = 256;
const NAME = /^[\p{L}\p{N}_.-]+$/u;
const RESERVED = /^(aws|amazon)\.|^\.|\.$|\.\./i;

/** Everything that XML 1.0 cannot carry. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
const ALLOWED = '#x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]';

/** @throws AwsError InvalidMessageContents */
export function checkCharacters(text: string, where: string): void {
  const found = FORBIDDEN.exec(text)?.[0].codePointAt(0);
  if (found === undefined) return;
  const character = `#x${found.toString(16).toUpperCase()}`;
  throw invalidMessageContents(
    `Invalid binary character '${character}' was found in the ${where}, the set of allowed characters is ${ALLOWED}.`,
  );
}

/** @throws AwsError InvalidParameterValue, InvalidMessageContents */
export function checkAttributes(attributes: MessageAttributes): void {
  const entries = Object.entries(attributes);
  if (entries.length > MOST_ATTRIBUTES) {
    throw invalidParameterValue(
      `Number of message attributes [${entries.length}] exceeds the allowed maximum [${MOST_ATTRIBUTES}].`,
    );
  }
  for (const [name, value] of entries) {
    checkName(name);
    checkValue(name, value);
  }
}

function checkName(name: string): void {
  if (Buffer.byteLength(name) >= LONGEST_NAME) {
    throw invalidParameterValue('Message (user) attribute names must be shorter than 256 Bytes');
  }
  if (!NAME.test(name)) {
    throw invalidParameterValue(
      'Message (user) attributes name can only contain upper and lower score characters, digits, periods, ' +
        'hyphens and underscores. ',
    );
  }
  if (RESERVED.test(name)) {
    throw invalidParameterValue(
      "You can't use message attribute names beginning with 'AWS.' or 'Amazon.'. " +
        "These strings are reserved for internal use. Additionally, they cannot start or end with '.'.",
    );
  }
}

function checkValue(
  name: string,
  { DataType: type, StringValue: text, BinaryValue: bytes }: MessageAttributeValue,
): void {
  if (!type) {
    throw invalidParameterValue(`The message attribute '${name}' must contain a non-empty attribute type.`);
  }
  const base = type.split('.', 1)[0];
  if (base !== 'String' && base !== 'Number' && base !== 'Binary') {
    throw invalidParameterValue(
      `The type of message (user) attribute '${name}' is invalid. ` +
        'You must use only the following supported type prefixes: Binary, Number, String.',
    );
  }
  const value = base === 'Binary' ? bytes : text;
  if (value === undefined || value.length === 0) {
    throw invalidParameterValue(
      `Message (user) attribute '${name}' must contain a non-empty value of type '${base}'.`,
    );
  }
  if (typeof value !== 'string') return;
  checkCharacters(value, `message attribute '${name}' value`);
  if (base === 'Number' && !/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(value)) {
    throw invalidParameterValue(`Can't cast the value of message (user) attribute '${name}' to a number.`);
  }
}

/** Bytes of names, data types and values: what counts towards a message's size. */
export function sizeOf(attributes: MessageAttributes | undefined): number {
  let size = 0;
  for (const [name, value] of Object.entries(attributes ?? {})) {
    size += Buffer.byteLength(name) + Buffer.byteLength(value.DataType ?? '');
    size += value.BinaryValue?.length ?? Buffer.byteLength(value.StringValue ?? '');
  }
  return size;
}

export const md5Of = (text: string): string => digestOf('md5', text, 'hex');

/** MD5OfMessageAttributes, MD5OfMessageSystemAttributes; `undefined` when there are none. */
export function md5OfAttributes(attributes: MessageAttributes | undefined): string | undefined {
  const names = Object.keys(attributes ?? {}).toSorted();
  if (attributes === undefined || names.length === 0) return undefined;
  const hash = createHash('md5');
  for (const name of names) {
    const { DataType: type = '', StringValue: text, BinaryValue: bytes } = attributes[name]!;
    addSized(hash, Buffer.from(name));
    addSized(hash, Buffer.from(type));
    hash.update(Uint8Array.of(type.startsWith('Binary') ? 2 : 1));
    addSized(hash, type.startsWith('Binary') ? (bytes ?? new Uint8Array()) : Buffer.from(text ?? ''));
  }
  return hash.digest('hex');
}

function addSized(hash: Hash, bytes: Uint8Array): void {
  const length = Buffer.allocUnsafe(4);
  length.writeUInt32BE(bytes.length);
  hash.update(length).update(bytes);
}

/**
 * The attributes that a receiver asked for by name, by `prefix.*`, or all of them by `All` or `.*`; `undefined` when it
 * asked for none.
 */
export function selectAttributes(
  attributes: MessageAttributes | undefined,
  names: readonly string[],
): MessageAttributes | undefined {
  if (attributes === undefined || names.length === 0) return undefined;
  if (names.some((name) => name === 'All' || name === '.*' || name === '*')) return attributes;
  const wanted = (attribute: string): boolean =>
    names.some((name) =>
      name.endsWith('.*') ? attribute.startsWith(name.slice(0, -2)) : attribute === name,
    );
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => wanted(name)));
}

type Packed = readonly [name: string, type: string, text: string | null, base64: string | null];

/** Attributes as JSON text for a record. */
export function packAttributes(attributes: MessageAttributes | undefined): string | null {
  const entries = Object.entries(attributes ?? {});
  if (entries.length === 0) return null;
  const packed = entries.map(
    ([name, { DataType: type = '', StringValue: text, BinaryValue: bytes }]): Packed => [
      ...([name, type, text ?? null] as const),
      bytes === undefined ? null : Buffer.from(bytes).toString('base64'),
    ],
  );
  return JSON.stringify(packed);
}

export function unpackAttributes(record: string | null): MessageAttributes | undefined {
  if (record === null) return undefined;
  const attributes: Record<string, MessageAttributeValue> = {};
  for (const [name, type, text, base64] of JSON.parse(record) as Packed[]) {
    attributes[name] = {
      DataType: type,
      ...(text !== null && { StringValue: text }),
      ...(base64 !== null && { BinaryValue: Uint8Array.from(Buffer.from(base64, 'base64')) }),
    };
  }
  return attributes;
}
