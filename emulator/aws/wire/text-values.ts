/**
 * Scalars as text: how a value looks in a header, a label, a query parameter, a form field or an XML element. Reading
 * answers undefined for text that is no such value, and the protocol decides what that means.
 */
import { toDate } from '../kernel/instant.ts';
import type { Instant } from '../kernel/instant.ts';
import type { BlobShape, ScalarShape, Shape, TimestampFormat, TimestampShape } from './schema.ts';
import { readTimestamp, writeTimestamp } from './timestamps.ts';

export type TextShape = ScalarShape | BlobShape | TimestampShape;

export const isTextShape = (shape: Shape): shape is TextShape =>
  shape.kind !== 'structure' && shape.kind !== 'list' && shape.kind !== 'map';

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** `timestamps` is the form of timestamps whose shape names none. */
export function readText(shape: TextShape, text: string, timestamps: TimestampFormat): unknown {
  switch (shape.kind) {
    case 'string':
      return text;
    case 'number':
      return readNumber(text.trim());
    case 'boolean':
      return readBoolean(text.trim());
    case 'blob':
      return readBase64(text.trim());
    default: {
      const at = readTimestamp(text.trim(), shape.format ?? timestamps);
      return at === undefined ? undefined : toDate(at);
    }
  }
}

export function writeText(shape: TextShape, value: unknown, timestamps: TimestampFormat): string {
  switch (shape.kind) {
    case 'blob':
      return writeBase64(value);
    case 'timestamp':
      return writeTimestamp(instantOf(value), shape.format ?? timestamps);
    default:
      return String(value);
  }
}

/** The base64 text of a blob, given as bytes or as the text to encode. */
export function writeBase64(value: unknown): string {
  if (typeof value === 'string') return Buffer.from(value).toString('base64');
  const bytes = value as Uint8Array;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

export function readBase64(text: string): Uint8Array | undefined {
  const packed = text.replace(/\s+/g, '');
  return packed.length % 4 === 0 && BASE64.test(packed) ? Buffer.from(packed, 'base64') : undefined;
}

/** An SDK output's `Date` as an instant. */
export const instantOf = (value: unknown): Instant => (value as { getTime(): Instant }).getTime();

function readNumber(text: string): number | undefined {
  if (NUMBER.test(text)) return Number(text);
  return text === 'NaN' || text === 'Infinity' || text === '-Infinity' ? Number(text) : undefined;
}

function readBoolean(text: string): boolean | undefined {
  switch (text.toLowerCase()) {
    case 'true':
    case '1':
      return true;
    case 'false':
    case '0':
      return false;
    default:
      return undefined;
  }
}
