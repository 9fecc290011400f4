/** Events as callers send them: JSON, or nothing, which is an empty object. Evidence: aws.md section B.1, the last error. */
import { invalidRequestContent } from './errors.ts';

const EMPTY = Buffer.from('{}');

/**
 * Checks an event and returns its text.
 *
 * @throws AwsError InvalidRequestContentException
 */
export function readPayload(payload: Uint8Array): Buffer {
  if (payload.length === 0) return EMPTY;
  const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
  const text = bytes.toString();
  try {
    JSON.parse(text);
    return bytes;
  } catch {
    throw invalidRequestContent(
      `Could not parse request body into json: Could not parse payload into json: ${complaint(text)}`,
    );
  }
}

/** Jackson's text for the likeliest mistake, a bare word; a plain one for the others. */
function complaint(text: string): string {
  const source = `[Source: (byte[])"${text}"; line: 1, column: ${text.length + 1}]`;
  const word = /^\s*([A-Za-z_]\w*)/.exec(text)?.[1];
  if (word === undefined) return `Unexpected end-of-input or character\n at ${source}`;
  return `Unrecognized token '${word}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n at ${source}`;
}
