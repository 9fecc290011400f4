/**
 * How listings write keys when asked for `encoding-type=url`, and the tokens by which they go on.
 * Evidence: fact sheet S3 §6, §11.7. A token's content is ours: where to seek next, and a check so that garbage is
 * told from a position.
 */
import { crc32 } from 'node:zlib';
import { invalidArgument } from './errors.ts';

/** Everything but letters, digits and `-_.*`+`/` is escaped; a space becomes a plus. */
const urlEncoded = (text: string): string =>
  encodeURIComponent(text)
    .replace(/[!~'()]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%2F', '/')
    .replaceAll('%20', '+');

/** Writes texts of a listing as the request wants them. */
export type TextEncoder = (text: string) => string;

const asIs: TextEncoder = (text) => text;

/** @throws AwsError InvalidArgument */
export function encoderFor(encodingType: string | undefined): TextEncoder {
  if (encodingType === undefined) return asIs;
  if (encodingType.toLowerCase() !== 'url') {
    throw invalidArgument('Invalid Encoding Method specified in Request', 'encoding-type', encodingType);
  }
  return urlEncoded;
}

export function continuationToken(seek: string): string {
  const body = Buffer.from(seek, 'utf8');
  const check = Buffer.allocUnsafe(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([check, body]).toString('base64');
}

/** @throws AwsError InvalidArgument */
export function seekOf(token: string): string {
  const bytes = Buffer.from(token, 'base64');
  const body = bytes.subarray(4);
  if (bytes.length < 5 || bytes.readUInt32BE(0) !== crc32(body)) {
    throw invalidArgument('The continuation token provided is incorrect', 'continuation-token');
  }
  return body.toString('utf8');
}
