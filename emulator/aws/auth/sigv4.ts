/**
 * Signature Version 4 in the `Authorization` header of an S3 request.
 *
 * The order of the checks is S3's: payload hash, date, skew, components, credential scope, scope date, unsigned
 * headers, key, signature. Evidence: fact sheet S3 §2.3 (real S3, us-east-1, September 2026). Gaps: Signature Version
 * 4A is not implemented and answers 501.
 */
import { toAmzDate } from '../kernel/instant.ts';
import { remembered } from '../kernel/remembered.ts';
import { NOTHING_SIGNED, type Authentication } from './authentication.ts';
import { canonicalQuery } from './canonical.ts';
import { MALFORMED_CREDENTIAL, parseCredential, scopeFault } from './credential-scope.ts';
import { parseRequestDate } from './request-date.ts';
import { CONTENT_SHA256, requirePayloadHash } from './s3-payload.ts';
import {
  authorizationHeaderMalformed,
  MAX_SKEW_MS,
  noValidDate,
  requestTimeTooSkewed,
} from './s3-refusals.ts';
import { verifyS3Signature, type ParsedRequest, type S3AuthenticationOptions } from './s3-signature.ts';
import { requireSignedHeaders } from './signed-headers.ts';

/** The `name=value` components after the scheme, separated by commas. */
function authorizationComponents(text: string): ReadonlyMap<string, string> {
  const components = new Map<string, string>();
  for (const component of text.split(',')) {
    const equals = component.indexOf('=');
    if (equals > 0) components.set(component.slice(0, equals).trim(), component.slice(equals + 1).trim());
  }
  return components;
}

interface Claimed {
  readonly credential: string | undefined;
  readonly signedHeaders: readonly string[] | undefined;
}

const claimedIn = (components: ReadonlyMap<string, string>): Claimed => ({
  credential: components.get('Credential'),
  signedHeaders: components.get('SignedHeaders')?.split(';'),
});

/** What stands before the signature is the same in every request of a client on a day; nothing when it ends amid a part. */
const knownClaims = remembered((before) =>
  /,\s*$/.test(before) ? claimedIn(authorizationComponents(before)) : undefined,
);

const SIGNATURE = 'Signature=';

function claimOf(rest: string): { readonly claimed: Claimed; readonly signature: string | undefined } {
  const cut = rest.indexOf(SIGNATURE);
  const isLast = cut > 0 && !rest.includes(',', cut);
  const known = isLast ? knownClaims(rest.slice(0, cut)) : undefined;
  if (known !== undefined) return { claimed: known, signature: rest.slice(cut + SIGNATURE.length).trim() };
  const components = authorizationComponents(rest);
  return { claimed: claimedIn(components), signature: components.get('Signature') };
}

/** @param algorithm the scheme as sent; @param rest what follows it in the header */
export function authenticateHeaderV4(
  { request, query }: ParsedRequest,
  algorithm: string,
  rest: string,
  options: S3AuthenticationOptions,
): Authentication {
  const payloadHash = requirePayloadHash(request.headers[CONTENT_SHA256]);
  const date = request.headers['x-amz-date'] ?? request.headers['date'];
  const signedAt = date === undefined ? undefined : parseRequestDate(date);
  if (date === undefined || signedAt === undefined) throw noValidDate();
  const signatureAgeMs = options.now - signedAt;
  if (Math.abs(signatureAgeMs) > MAX_SKEW_MS) throw requestTimeTooSkewed(date, options.now);

  const { claimed, signature } = claimOf(rest);
  const { credential, signedHeaders } = claimed;
  if (credential === undefined || signedHeaders === undefined || signature === undefined) {
    throw authorizationHeaderMalformed(
      'the authorization header requires three components: Credential, SignedHeaders, and Signature.',
    );
  }
  // What reads as ISO 8601 basic begins with its day.
  const day = (/^\d{8}T/.test(date) ? date : toAmzDate(signedAt)).slice(0, 8);
  const scope = parseCredential(credential);
  const fault = scope === undefined ? MALFORMED_CREDENTIAL : scopeFault(scope, day, options.region);
  if (scope === undefined || fault !== undefined) {
    throw authorizationHeaderMalformed(fault?.clause ?? '', fault?.details);
  }
  if (scope.date !== day) {
    throw authorizationHeaderMalformed('Invalid credential date. Date is not the same as X-Amz-Date.');
  }
  requireSignedHeaders(request, signedHeaders);
  const { principal, payload } = verifyS3Signature(
    request,
    {
      scope,
      algorithm,
      date,
      signedHeaders,
      signature,
      token: request.headers['x-amz-security-token'],
      canonicalQuery: canonicalQuery(query),
      payloadHashes: [payloadHash],
    },
    options,
  );
  return {
    ...NOTHING_SIGNED,
    principal,
    mechanism: 'header-v4',
    payload,
    signedHeaders,
    region: scope.region,
    signatureAgeMs,
  };
}
