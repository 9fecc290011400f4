/**
 * Items as they are stored: JSON in DynamoDB's own notation, binaries in base64. Most items hold no binary, and then the
 * text is exactly what `JSON.stringify` makes of them.
 */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { base64, type Attributes } from './attributes.ts';

/** In JSON text a quote within a string is escaped, so these stand only where a binary value begins. */
const BINARY = '{"B":"';
const BINARY_SET = '{"BS":["';

export const textOf = (item: Attributes): string =>
  holdsBinary(item) ? JSON.stringify(mapAttributes(item, encoded)) : JSON.stringify(item);

export function itemOf(text: string): Attributes {
  const item = JSON.parse(text) as Attributes;
  return text.includes(BINARY) || text.includes(BINARY_SET) ? mapAttributes(item, decoded) : item;
}

function holdsBinary(attributes: Attributes): boolean {
  for (const name of Object.keys(attributes)) if (isBinary(attributes[name]!)) return true;
  return false;
}

function isBinary(value: AttributeValue): boolean {
  if (value.S !== undefined || value.N !== undefined) return false;
  if (value.M !== undefined) return holdsBinary(value.M);
  return value.B !== undefined || value.BS !== undefined || (value.L?.some(isBinary) ?? false);
}

function mapAttributes(
  attributes: Attributes,
  convert: (value: AttributeValue) => AttributeValue,
): Attributes {
  const mapped = Object.create(null) as Record<string, AttributeValue>;
  for (const name of Object.keys(attributes)) mapped[name] = convert(attributes[name]!);
  return mapped;
}

/** The value with base64 text, which only JSON sees, in place of bytes. */
function encoded(value: AttributeValue): AttributeValue {
  if (value.B !== undefined) return { B: base64(value.B) } as unknown as AttributeValue;
  if (value.BS !== undefined) return { BS: value.BS.map(base64) } as unknown as AttributeValue;
  return within(value, encoded);
}

function decoded(value: AttributeValue): AttributeValue {
  if (value.B !== undefined) return { B: Buffer.from(String(value.B), 'base64') };
  if (value.BS !== undefined) return { BS: value.BS.map((text) => Buffer.from(String(text), 'base64')) };
  return within(value, decoded);
}

function within(value: AttributeValue, convert: (value: AttributeValue) => AttributeValue): AttributeValue {
  if (value.M !== undefined) return { M: mapAttributes(value.M, convert) };
  return value.L === undefined ? value : { L: value.L.map(convert) };
}
