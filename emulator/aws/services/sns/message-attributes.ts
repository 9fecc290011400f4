/** Attributes of published messages, with SNS's own complaints (recorded 2023-08-24). */
import type { MessageAttributeValue } from '@aws-sdk/client-sns';
import { invalidMessageAttribute } from './errors.ts';

export type MessageAttributes = Readonly<Record<string, MessageAttributeValue>>;

/** An attribute as it travels through the outbox and into envelopes: binary values as base64. */
interface PublishedAttribute {
  readonly Type: string;
  readonly Value: string;
}

export type PublishedAttributes = Readonly<Record<string, PublishedAttribute>>;

const LONGEST_NAME = 256;

/** @throws AwsError ParameterValueInvalid */
export function readAttributes(attributes: MessageAttributes = {}): PublishedAttributes {
  const published: Record<string, PublishedAttribute> = {};
  for (const [name, value] of Object.entries(attributes)) {
    checkName(name);
    published[name] = readValue(name, value);
  }
  return published;
}

function checkName(name: string): void {
  if (Buffer.byteLength(name) >= LONGEST_NAME) {
    throw invalidMessageAttribute('Length of message attribute name must be less than 256 bytes.');
  }
  const foreign = /[^\w.-]/u.exec(name)?.[0].codePointAt(0);
  if (foreign !== undefined) {
    throw invalidMessageAttribute(
      `Invalid non-alphanumeric character '#x${foreign.toString(16).toUpperCase()}' was found in the message attribute name. ` +
        'Can only include alphanumeric characters, hyphens, underscores, or dots.',
    );
  }
  if (name.startsWith('.')) {
    throw invalidMessageAttribute("Invalid message attribute name starting with character '.' was found.");
  }
  if (name.endsWith('.')) {
    throw invalidMessageAttribute("Invalid message attribute name ending with character '.' was found.");
  }
  if (name.includes('..')) {
    throw invalidMessageAttribute("Message attribute name can not have successive '.' character.");
  }
}

function readValue(name: string, value: MessageAttributeValue): PublishedAttribute {
  const { DataType: type = '', StringValue: text, BinaryValue: bytes } = value;
  const base = type.split('.', 1)[0];
  if (base !== 'String' && base !== 'Number' && base !== 'Binary') {
    throw invalidMessageAttribute(
      `The message attribute '${name}' has an invalid message attribute type, ` +
        'the set of supported type prefixes is Binary, Number, and String.',
    );
  }
  const field = base === 'Binary' ? 'Binary' : 'String';
  const [own, other] = field === 'Binary' ? [bytes, text] : [text, bytes];
  if (own === undefined && other !== undefined && other.length > 0) {
    throw invalidMessageAttribute(
      `The message attribute '${name}' with type '${base}' must use field '${field}'.`,
    );
  }
  if (own === undefined || own.length === 0) {
    throw invalidMessageAttribute(
      `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${base}'.`,
    );
  }
  return { Type: type, Value: typeof own === 'string' ? own : Buffer.from(own).toString('base64') };
}

/** Bytes of names, types and values. */
export function sizeOf(attributes: PublishedAttributes): number {
  let size = 0;
  for (const [name, { Type: type, Value: value }] of Object.entries(attributes)) {
    size += Buffer.byteLength(name) + Buffer.byteLength(type);
    size += type.startsWith('Binary') ? Buffer.byteLength(value, 'base64') : Buffer.byteLength(value);
  }
  return size;
}

/** As the attributes of a queue's message: what raw delivery makes of them. */
export function asQueueAttributes(attributes: PublishedAttributes): MessageAttributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { Type: type, Value: value }]) => [
      name,
      type.startsWith('Binary')
        ? { DataType: type, BinaryValue: Uint8Array.from(Buffer.from(value, 'base64')) }
        : { DataType: type, StringValue: value },
    ]),
  );
}
