/**
 * The canonical request of Signature Version 4 in its two flavours, and the encodings it is made of.
 *
 * - `s3`: the path keeps `.`, `..` and `//`; it is encoded once, and `%2F` counts as `/` (a request for `/%2Fbucket`
 * was answered with a canonical request for `//bucket`).
 * - `generic`: dot segments and empty segments are resolved, then the path as sent is encoded once more.
 *
 * Node hands header values over with one character per byte, so canonical text is hashed as Latin-1: that hashes the
 * very bytes that came over the wire, whatever their encoding.
 *
 * Evidence: fact sheet S3 §2.1 (LocalStack snapshots of 2026-02-21, SDK 3.1168), AWS General Reference "Create a
 * canonical request". Gaps: a header sent twice, if it is not one of AWS's own, arrives joined by `, `, where a signer
 * joins by `,`; such a request is refused.
 */
import { hash, timingSafeEqual } from 'node:crypto';
import type { WireRequest } from '../wire/message.ts';

export const ALGORITHM = 'AWS4-HMAC-SHA256';
/** Signature Version 4A, which is not implemented. */
export const ALGORITHM_4A = 'AWS4-ECDSA-P256-SHA256';

export type Flavour = 's3' | 'generic';

const UNRESERVED_ONLY = /^[A-Za-z0-9\-_.~]*$/;
const PATH_SAFE_ONLY = /^[A-Za-z0-9\-_.~/]*$/;
const TO_ENCODE = /[^A-Za-z0-9\-_.~/]/g;
const ESCAPE = /%([0-9A-Fa-f]{2})/g;

const percent = (char: string): string => {
  const code = char.charCodeAt(0);
  if (code > 0xff) return encodeURIComponent(char);
  return `%${code.toString(16).toUpperCase().padStart(2, '0')}`;
};

/** Replaces `%XX` by the byte it stands for, one character per byte; a `%` that escapes nothing stays. */
const unescapeBytes = (text: string): string =>
  text.replace(ESCAPE, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

const encodeBytes = (text: string): string => text.replace(TO_ENCODE, percent);

/** RFC 3986 encoding of a query name or value as it was sent: every byte but the unreserved ones escaped. */
function canonicalComponent(sent: string): string {
  if (UNRESERVED_ONLY.test(sent)) return sent;
  return encodeBytes(unescapeBytes(sent.replaceAll('+', ' '))).replaceAll('/', '%2F');
}

export interface QueryParameter {
  /** Decoded. */
  readonly name: string;
  /** Decoded; empty when there was no `=`. */
  readonly value: string;
  readonly canonicalName: string;
  readonly canonicalValue: string;
}

const decodeComponent = (canonical: string): string => {
  if (!canonical.includes('%')) return canonical;
  return Buffer.from(unescapeBytes(canonical), 'latin1').toString('utf8');
};

/** Text as Node reads it from a header: one character for each byte of its UTF-8. */
export const byteString = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** The parameters of a raw query in the order sent. */
export function parseQuery(query: string): readonly QueryParameter[] {
  if (query === '') return [];
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const canonicalName = canonicalComponent(equals < 0 ? pair : pair.slice(0, equals));
      const canonicalValue = equals < 0 ? '' : canonicalComponent(pair.slice(equals + 1));
      return {
        name: decodeComponent(canonicalName),
        value: decodeComponent(canonicalValue),
        canonicalName,
        canonicalValue,
      };
    });
}

/** The first value of a parameter, as S3 reads repeated ones. */
export const parameter = (query: readonly QueryParameter[], name: string): string | undefined =>
  query.find((one) => one.name === name)?.value;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Names sorted, then values; every parameter counts, known or not, except the one named by `omit`. */
export const canonicalQuery = (query: readonly QueryParameter[], omit?: string): string => {
  if (query.length === 0) return '';
  return query
    .filter((one) => one.name !== omit)
    .toSorted(
      (a, b) => compare(a.canonicalName, b.canonicalName) || compare(a.canonicalValue, b.canonicalValue),
    )
    .map((one) => `${one.canonicalName}=${one.canonicalValue}`)
    .join('&');
};

function resolveSegments(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  const end = kept.length > 0 && path.endsWith('/') ? '/' : '';
  return `/${kept.join('/')}${end}`;
}

/** The path line for a raw, still percent-encoded path. */
export function canonicalPath(path: string, flavour: Flavour): string {
  if (path === '/') return path;
  if (flavour === 'generic') return encodeBytes(resolveSegments(path));
  return PATH_SAFE_ONLY.test(path) ? path : encodeBytes(unescapeBytes(path));
}

const SPACES = /[ \t\r\n]+/g;
const SPACES_TO_COLLAPSE = /[ \t\r\n]{2}|[\t\r\n]|^ | $/;

const canonicalValue = (value: string): string =>
  SPACES_TO_COLLAPSE.test(value) ? value.replace(SPACES, ' ').trim() : value;

export interface CanonicalParts {
  readonly method: string;
  /** From `canonicalPath`. */
  readonly path: string;
  /** From `canonicalQuery`. */
  readonly query: string;
  readonly headers: WireRequest['headers'];
  /** As the signer listed them. */
  readonly signedHeaders: readonly string[];
  readonly payloadHash: string;
}

/** One `name:value` line per signed header, in the order the signer listed them; a header not sent counts as empty. */
export function canonicalRequest(parts: CanonicalParts): string {
  const { headers, signedHeaders } = parts;
  let text = `${parts.method}\n${parts.path}\n${parts.query}\n`;
  for (const name of signedHeaders) text += `${name}:${canonicalValue(headers[name] ?? '')}\n`;
  return `${text}\n${signedHeaders.join(';')}\n${parts.payloadHash}`;
}

export const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

export const sha256Hex = (text: string): string => hash('sha256', Buffer.from(text, 'latin1'), 'hex');

/** Room for two signatures of Version 4. */
const ROOM = [Buffer.alloc(64), Buffer.alloc(64)] as const;

/** Compares signatures without telling by the time it takes how far they agree. */
export function sameSignature(expected: string, provided: string): boolean {
  const { length } = expected;
  if (provided.length !== length) return false;
  const [one, other] = length === ROOM[0].length ? ROOM : [Buffer.alloc(length), Buffer.alloc(length)];
  one.write(expected, 'latin1');
  other.write(provided, 'latin1');
  // Latin-1 cuts characters beyond it down to a byte: those that it takes for the same are looked at once more.
  return timingSafeEqual(one, other) && expected === provided;
}
