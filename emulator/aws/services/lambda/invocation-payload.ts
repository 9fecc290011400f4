/**
 * Events as callers send them: JSON, or nothing, which is an empty object. Evidence: aws.md section B.1, the last error; for
 * bytes that are no UTF-8 aws-lambda-developer-guide#382 (2022). Gap: Jackson's text is known for the likeliest mistakes only.
 */
import { isUtf8 } from 'node:buffer';
import { invalidRequestContent } from './errors.ts';

/** Bytes of the largest event that is handed over without waiting (aws.md section B.2). */
export const LARGEST_EVENT = 1_048_576;

const EMPTY = Buffer.from('{}');

/**
 * Checks an event and returns its text.
 *
 * @throws AwsError InvalidRequestContentException
 */
export function readPayload(payload: Uint8Array): Buffer {
  if (payload.length === 0) return EMPTY;
  const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
  if (!isUtf8(bytes)) throw unparsable(misencoded(bytes));
  const text = bytes.toString();
  try {
    JSON.parse(text);
    return bytes;
  } catch {
    throw unparsable(complaint(text));
  }
}

const unparsable = (reason: string) =>
  invalidRequestContent(
    `Could not parse request body into json: Could not parse payload into json: ${reason}`,
  );

const source = (text: string, column: number): string =>
  `[Source: (byte[])"${text}"; line: 1, column: ${column}]`;

/** Jackson's text for the likeliest mistake, a bare word; a plain one for the others. */
function complaint(text: string): string {
  const at = source(text, text.length + 1);
  const word = /^\s*([A-Za-z_]\w*)/.exec(text)?.[1];
  if (word === undefined) return `Unexpected end-of-input or character\n at ${at}`;
  return `Unrecognized token '${word}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n at ${at}`;
}

/** Jackson's text for the first byte that cannot stand where it stands. */
function misencoded(bytes: Buffer): string {
  for (let at = 0; at < bytes.length; at += 1) {
    const first = bytes[at]!;
    if (first < 0x80) continue;
    const following = followingBytes(first);
    if (following === 0) return invalidByte('start', first, bytes, at);
    for (const end = at + following; at < end;) {
      at += 1;
      const byte = bytes[at];
      if (byte === undefined) break;
      if ((byte & 0xc0) !== 0x80) return invalidByte('middle', byte, bytes, at);
    }
  }
  return `Unexpected end-of-input\n at ${source(bytes.toString(), bytes.length + 1)}`;
}

/** How many bytes the first of a character announces; 0 for one that begins none. */
function followingBytes(first: number): number {
  if ((first & 0xe0) === 0xc0) return 1;
  if ((first & 0xf0) === 0xe0) return 2;
  return (first & 0xf8) === 0xf0 ? 3 : 0;
}

const invalidByte = (place: 'start' | 'middle', byte: number, bytes: Buffer, at: number): string =>
  `Invalid UTF-8 ${place} byte 0x${byte.toString(16)}\n at ${source(bytes.toString(), at + 1)}`;
