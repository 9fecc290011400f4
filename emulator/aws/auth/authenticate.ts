/**
 * Signature Version 4 for every service but S3, in the header or in the query.
 *
 * The order of the checks is that of DynamoDB: credential present, complete, date, skew, host signed, algorithm,
 * credential parts, scope, key, token, signature. Evidence: dynalite 4 (captured from DynamoDB), the IAM guide's
 * "Troubleshoot signed requests" for the texts, published answers for the clock's (see refusal-family.ts).
 * Gaps (unverified): whether other services check in the same order; the answer to an expired query.
 */
import {
  parseAmzDate,
  seconds,
  toAmzDate,
  toAmzDay,
  type Duration,
  type Instant,
} from '../kernel/instant.ts';
import { remembered } from '../kernel/remembered.ts';
import type { WireRequest } from '../wire/message.ts';
import { NOTHING_SIGNED, type Authentication } from './authentication.ts';
import {
  ALGORITHM,
  canonicalPath,
  canonicalQuery,
  canonicalRequest,
  parseQuery,
  sameSignature,
  sha256Hex,
} from './canonical.ts';
import { parseCredential, TERMINAL, type CredentialScope } from './credential-scope.ts';
import type { CredentialStore } from './credentials.ts';
import { maxSkew, refuse, type RefusalFamily } from './refusal-family.ts';
import { parseRequestDate } from './request-date.ts';
import { findCredential } from './session.ts';
import { readClaim, type SignatureClaim } from './signature-claim.ts';

export interface SigningService {
  /** The service of the credential scope: `sqs`, `dynamodb`, `monitoring`. */
  readonly signingName: string;
  readonly family: RefusalFamily;
}

export interface AuthenticationOptions {
  readonly now: Instant;
  readonly credentials: CredentialStore;
  /** The region of the endpoint; any region is accepted when there is none. */
  readonly region?: string;
}

/** `20160106T211334Z (20160106T212834Z - 15 min.)` */
function limit(now: Instant, skew: Duration, sign: '-' | '+'): string {
  const at = sign === '-' ? now - skew : now + skew;
  return `${toAmzDate(at)} (${toAmzDate(now)} ${sign} ${skew / 60_000} min.)`;
}

/** When the request was signed; throws when that is no date or not now. */
function signedAt(claim: SignatureClaim, family: RefusalFamily, now: Instant): Instant {
  const at = claim.mechanism === 'query-v4' ? parseAmzDate(claim.date) : parseRequestDate(claim.date);
  if (at === undefined) {
    throw refuse(
      family,
      'incomplete',
      `Date must be in ISO-8601 'basic format'. Got '${claim.date}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    );
  }
  const skew = maxSkew(family);
  if (at > now + skew) {
    throw refuse(
      family,
      'mismatch',
      `Signature not yet current: ${toAmzDate(at)} is still later than ${limit(now, skew, '+')}`,
    );
  }
  if (claim.expires !== undefined) {
    const end = at + seconds(Number(claim.expires));
    // A lifetime that is no number leaves no end to compare with: it counts as over.
    if (!(now <= end)) {
      throw refuse(
        family,
        'mismatch',
        `Signature expired: ${toAmzDate(at)} is now earlier than ${toAmzDate(now)}`,
      );
    }
  } else if (at < now - skew) {
    throw refuse(
      family,
      'mismatch',
      `Signature expired: ${toAmzDate(at)} is now earlier than ${limit(now, skew, '-')}`,
    );
  }
  return at;
}

/** All faults of the scope in one text. */
function requireScope(
  scope: CredentialScope,
  service: SigningService,
  claim: SignatureClaim,
  at: Instant,
  region: string | undefined,
): void {
  const faults: string[] = [];
  if (scope.region === '' || (region !== undefined && scope.region !== region)) {
    faults.push(`Credential should be scoped to a valid region, not '${scope.region}'. `);
  }
  if (scope.service !== service.signingName) {
    faults.push(`Credential should be scoped to correct service: '${service.signingName}'. `);
  }
  if (scope.terminal !== TERMINAL) {
    faults.push(
      `Credential should be scoped with a valid terminator: '${TERMINAL}', not '${scope.terminal}'. `,
    );
  }
  const day = toAmzDay(at);
  if (scope.date !== day) {
    faults.push(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scope.date}' != '${day}', from '${claim.date}'. `,
    );
  }
  if (faults.length > 0) throw refuse(service.family, 'mismatch', faults.join(''));
}

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';
const INVALID_TOKEN = 'The security token included in the request is invalid.';
const EXPIRED_TOKEN = 'The security token included in the request is expired';

const headerNames = remembered((text) => text.toLowerCase().split(';') as readonly string[]);

/**
 * Throws what the service answers to a credential it does not accept; without any it refuses too.
 * @param bodySha256 lower-case hex digest of the body as it came
 */
export function authenticate(
  service: SigningService,
  request: WireRequest,
  bodySha256: string,
  options: AuthenticationOptions,
): Authentication {
  const { family } = service;
  const query = parseQuery(request.query);
  const claim = readClaim(request.headers, query, family);
  const at = signedAt(claim, family, options.now);
  const signedHeaders = headerNames(claim.signedHeaders);
  if (!signedHeaders.includes('host')) {
    throw refuse(family, 'mismatch', "'Host' must be a 'SignedHeader' in the AWS Authorization.");
  }
  if (claim.algorithm !== ALGORITHM) {
    const message = `Unsupported AWS 'algorithm': '${claim.algorithm}' (only ${ALGORITHM} for now). `;
    throw refuse(family, 'incomplete', message);
  }
  const scope = parseCredential(claim.credential.replace(/\/+$/, ''));
  if (scope === undefined) {
    throw refuse(
      family,
      'incomplete',
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${claim.credential}'`,
    );
  }
  requireScope(scope, service, claim, at, options.region);
  const credential = findCredential(options.credentials, scope.accessKeyId, claim.token, options.now, {
    unknownKey: () => refuse(family, 'unknownKey', INVALID_TOKEN),
    invalidToken: () => refuse(family, 'unknownKey', INVALID_TOKEN),
    expiredToken: () => refuse(family, 'expiredToken', EXPIRED_TOKEN),
  });
  const canonical = canonicalRequest({
    method: request.method,
    path: canonicalPath(request.path, 'generic'),
    query: canonicalQuery(query, claim.mechanism === 'query-v4' ? 'X-Amz-Signature' : undefined),
    headers: request.headers,
    signedHeaders,
    payloadHash: bodySha256,
  });
  const stringToSign = [ALGORITHM, claim.date, scope.text, sha256Hex(canonical)].join('\n');
  const key = credential.signingKey(scope.date, scope.region, scope.service);
  if (!sameSignature(key.sign(stringToSign), claim.signature)) {
    const shown = `\n\nThe Canonical String for this request should have been\n'${canonical}'\n\nThe String-to-Sign should have been\n'${stringToSign}'\n`;
    throw refuse(family, 'mismatch', MISMATCH + shown);
  }
  return {
    ...NOTHING_SIGNED,
    principal: credential.principal,
    mechanism: claim.mechanism,
    payload: { kind: 'sha256', hex: bodySha256 },
    signedHeaders,
    region: scope.region,
    signatureAgeMs: options.now - at,
  };
}
