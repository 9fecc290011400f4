/**
 * Headers in the query: what a signer moved there acts as a header. Evidence: fact sheet S3 §2.8 (LocalStack snapshots
 * of 2026-02-21, SDK 3.1168).
 */
import type { QueryParameter } from './canonical.ts';
import { CONTENT_SHA256 } from './s3-payload.ts';

const AUTHENTICATION_PARAMETERS = new Set([
  'x-amz-algorithm',
  'x-amz-credential',
  'x-amz-date',
  'x-amz-expires',
  'x-amz-signedheaders',
  'x-amz-signature',
  'x-amz-security-token',
  CONTENT_SHA256,
]);

/**
 * A checksum in the query is signed but not checked against the body: the SDK puts the one of an empty body there
 * (fact sheet S3 §2.8, §2.9).
 */
const IGNORED = /^x-amz-(?:sdk-checksum-algorithm|checksum-(?!mode$|algorithm$|type$).*)$/;

/** The headers that a signed query carries, lower-case names; the first value of a repeated one. */
export function hoistedHeaders(query: readonly QueryParameter[]): Readonly<Record<string, string>> {
  const hoisted: Record<string, string> = {};
  for (const { name, value } of query) {
    const header = name.toLowerCase();
    const acts = header.startsWith('x-amz-')
      ? !AUTHENTICATION_PARAMETERS.has(header) && !IGNORED.test(header)
      : header === 'if-match' || header === 'if-none-match';
    if (acts) hoisted[header] ??= value;
  }
  return hoisted;
}
