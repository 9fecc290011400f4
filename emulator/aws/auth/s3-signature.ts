/** Verifying Signature Version 4 as S3 does, once the header or the query has been taken apart. */
import type { Instant } from '../kernel/instant.ts';
import type { WireRequest } from '../wire/message.ts';
import type { Authentication } from './authentication.ts';
import {
  canonicalPath,
  canonicalRequest,
  sameSignature,
  sha256Hex,
  type QueryParameter,
} from './canonical.ts';
import type { CredentialScope } from './credential-scope.ts';
import type { CredentialStore } from './credentials.ts';
import { signedPayload } from './s3-payload.ts';
import {
  expiredToken,
  invalidAccessKeyId,
  invalidToken,
  signatureDoesNotMatch,
  type Mismatch,
} from './s3-refusals.ts';
import { findCredential, type SessionRefusals } from './session.ts';

export interface S3AuthenticationOptions {
  readonly now: Instant;
  readonly credentials: CredentialStore;
  /** The region the addressed bucket lives in; any region is accepted when there is none. */
  readonly region?: string | undefined;
  /** The bucket, when the host names it: Signature Version 2 signs it with the path. */
  readonly hostBucket?: string | undefined;
}

export const S3_SESSION_REFUSALS: SessionRefusals = {
  unknownKey: invalidAccessKeyId,
  invalidToken,
  expiredToken,
};

/** What a request claims, as it spells it. */
export interface S3SignatureClaim {
  readonly scope: CredentialScope;
  /** As the request spells it: S3 signs `aws4-hmac-sha256` as it came. */
  readonly algorithm: string;
  readonly date: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly token: string | undefined;
  readonly canonicalQuery: string;
  /** Candidates for the last line of the canonical request; the first is the one that errors show. */
  readonly payloadHashes: readonly [string, ...string[]];
}

export interface ParsedRequest {
  readonly request: WireRequest;
  readonly query: readonly QueryParameter[];
}

/** Throws InvalidAccessKeyId, a token refusal, or SignatureDoesNotMatch. */
export function verifyS3Signature(
  request: WireRequest,
  claim: S3SignatureClaim,
  options: S3AuthenticationOptions,
): Pick<Authentication, 'principal' | 'payload' | 'signedHeaders' | 'region'> {
  const { scope, date, signature } = claim;
  const credential = findCredential(
    options.credentials,
    scope.accessKeyId,
    claim.token,
    options.now,
    S3_SESSION_REFUSALS,
  );
  const signingKey = credential.signingKey(scope.date, scope.region, scope.service);
  const { accessKeyId } = scope;
  let first: Pick<Mismatch, 'stringToSign' | 'canonicalRequest'> | undefined;
  for (const payloadHash of claim.payloadHashes) {
    const canonical = canonicalRequest({
      method: request.method,
      path: canonicalPath(request.path, 's3'),
      query: claim.canonicalQuery,
      headers: request.headers,
      signedHeaders: claim.signedHeaders,
      payloadHash,
    });
    const stringToSign = `${claim.algorithm}\n${date}\n${scope.text}\n${sha256Hex(canonical)}`;
    if (sameSignature(signingKey.sign(stringToSign), signature)) {
      return {
        principal: credential.principal,
        payload: signedPayload(payloadHash, { accessKeyId, signingKey, date, scope: scope.text, signature }),
        signedHeaders: claim.signedHeaders,
        region: scope.region,
      };
    }
    first ??= { stringToSign, canonicalRequest: canonical };
  }
  throw signatureDoesNotMatch({ accessKeyId, signatureProvided: signature, ...first! });
}
