/**
 * Signature Version 4 in the query of an S3 request: presigned URLs.
 *
 * The order of the checks is S3's, so an expired URL with a broken signature says that it has expired. Headers that
 * the signer moved to the query act as headers. Evidence: fact sheet S3 §2.4, §2.5, §2.8 (real S3: September 2026 and
 * LocalStack snapshots of 2026-02-21).
 *
 * Two captures disagree about an `x-amz-content-sha256` header that the URL does not sign: one says that S3 signs its
 * value, one that S3 ignores it. A URL signed either way is accepted.
 */
import { notImplemented } from '../kernel/aws-error.ts';
import { parseAmzDate, seconds, toIsoSeconds, type Instant } from '../kernel/instant.ts';
import { NOTHING_SIGNED, type Authentication } from './authentication.ts';
import { ALGORITHM, ALGORITHM_4A, canonicalQuery, parameter } from './canonical.ts';
import { MALFORMED_CREDENTIAL, parseCredential, scopeFault } from './credential-scope.ts';
import { hoistedHeaders } from './hoisted-headers.ts';
import { parseLong } from './java-long.ts';
import { CONTENT_SHA256, UNSIGNED_PAYLOAD } from './s3-payload.ts';
import { accessDenied, authorizationQueryParametersError as refuse, MAX_SKEW_MS } from './s3-refusals.ts';
import { verifyS3Signature, type ParsedRequest, type S3AuthenticationOptions } from './s3-signature.ts';
import { requireSignedHeaders } from './signed-headers.ts';

const A_WEEK = 604_800n;

/** The lifetime in seconds. */
function parseExpires(text: string): number {
  const lifetime = parseLong(text);
  if (lifetime === undefined) throw refuse('X-Amz-Expires should be a number');
  if (lifetime < 0n) throw refuse('X-Amz-Expires must be non-negative');
  if (lifetime > A_WEEK) {
    throw refuse(
      'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
    );
  }
  return Number(lifetime);
}

/** Throws AccessDenied outside the URL's lifetime. */
function requireCurrent(signedAt: Instant, expires: string, now: Instant): void {
  const expiresAt = signedAt + seconds(parseExpires(expires));
  const times = { Expires: toIsoSeconds(expiresAt), ServerTime: toIsoSeconds(now) };
  if (signedAt - now > MAX_SKEW_MS) {
    throw accessDenied('Request is not yet valid', { 'X-Amz-Date': signedAt, ...times });
  }
  const isOver = now > expiresAt || (expiresAt === signedAt && now === signedAt);
  if (isOver) throw accessDenied('Request has expired', { 'X-Amz-Expires': expires, ...times });
}

/** The last line of the canonical request, as the URL's signer may have written it. */
function payloadHashes({ request, query }: ParsedRequest, signed: readonly string[]): [string, ...string[]] {
  const inQuery = query.find(({ name }) => name.toLowerCase() === CONTENT_SHA256)?.value ?? UNSIGNED_PAYLOAD;
  const inHeader = request.headers[CONTENT_SHA256];
  if (inHeader === undefined || inHeader === inQuery) return [inQuery];
  return signed.includes(CONTENT_SHA256) ? [inHeader] : [inHeader, inQuery];
}

export function authenticateQueryV4(parsed: ParsedRequest, options: S3AuthenticationOptions): Authentication {
  const { request, query } = parsed;
  const algorithm = parameter(query, 'X-Amz-Algorithm');
  if (algorithm !== ALGORITHM && algorithm !== ALGORITHM_4A) {
    throw refuse('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"');
  }
  if (algorithm === ALGORITHM_4A) throw notImplemented('s3', 'Signature Version 4A');
  const credential = parameter(query, 'X-Amz-Credential');
  const signature = parameter(query, 'X-Amz-Signature');
  const date = parameter(query, 'X-Amz-Date');
  const signedHeaders = parameter(query, 'X-Amz-SignedHeaders');
  const expires = parameter(query, 'X-Amz-Expires');
  if (
    credential === undefined ||
    signature === undefined ||
    date === undefined ||
    signedHeaders === undefined ||
    expires === undefined
  ) {
    throw refuse(
      'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
    );
  }
  const signedAt = parseAmzDate(date);
  if (signedAt === undefined) {
    throw refuse(`X-Amz-Date must be in the ISO8601 Long Format "yyyyMMdd'T'HHmmss'Z'"`);
  }
  requireCurrent(signedAt, expires, options.now);

  const day = date.slice(0, 8);
  const scope = parseCredential(credential);
  const fault = scope === undefined ? MALFORMED_CREDENTIAL : scopeFault(scope, day, options.region);
  if (scope === undefined || fault !== undefined) {
    throw refuse(`Error parsing the X-Amz-Credential parameter; ${fault?.clause ?? ''}`, fault?.details);
  }
  if (scope.date !== day) {
    throw refuse(
      `Invalid credential date "${scope.date}". This date is not the same as X-Amz-Date: "${day}".`,
    );
  }
  const signed = signedHeaders.split(';');
  requireSignedHeaders(request, signed);
  const verified = verifyS3Signature(
    request,
    {
      scope,
      algorithm,
      date,
      signedHeaders: signed,
      signature,
      token: parameter(query, 'X-Amz-Security-Token'),
      canonicalQuery: canonicalQuery(query, 'X-Amz-Signature'),
      payloadHashes: payloadHashes(parsed, signed),
    },
    options,
  );
  return {
    ...NOTHING_SIGNED,
    ...verified,
    mechanism: 'query-v4',
    signatureAgeMs: options.now - signedAt,
    hoisted: hoistedHeaders(query),
  };
}
