/**
 * The chain of signatures in an `aws-chunked` body: each chunk signs its data and the signature before it, the first
 * one that of the request, and the trailer that of the last chunk.
 * Evidence: fact sheet S3 §2.10; AWS "Signature calculations for the Authorization header: transferring payload in
 * multiple chunks". Gaps: the elements of a mismatch inside a body were not captured; they are those of Signature
 * Version 2, which has no canonical request either.
 */
import type { StreamingPayload } from './authentication.ts';
import { EMPTY_SHA256, sameSignature, sha256Hex } from './canonical.ts';
import { signatureDoesNotMatch } from './s3-refusals.ts';
import type { SigningKey } from './signing-key.ts';

export interface ChunkSeed {
  readonly accessKeyId: string;
  readonly signingKey: SigningKey;
  /** The request's date as sent. */
  readonly date: string;
  /** `20261120/us-east-1/s3/aws4_request` */
  readonly scope: string;
  /** The signature of the request. */
  readonly signature: string;
}

/** The two checks of a signed streaming body. They remember the chain: call them once per chunk, in order. */
export function chunkSignatures(
  seed: ChunkSeed,
): Required<Pick<StreamingPayload, 'verifyChunk' | 'verifyTrailer'>> {
  let previous = seed.signature;
  const verify = (algorithm: string, digests: readonly string[], provided: string): void => {
    const stringToSign = [algorithm, seed.date, seed.scope, previous, ...digests].join('\n');
    const expected = seed.signingKey.sign(stringToSign);
    if (!sameSignature(expected, provided)) {
      throw signatureDoesNotMatch({
        accessKeyId: seed.accessKeyId,
        stringToSign,
        signatureProvided: provided,
      });
    }
    previous = expected;
  };
  return {
    verifyChunk: (sha256, signature) => verify('AWS4-HMAC-SHA256-PAYLOAD', [EMPTY_SHA256, sha256], signature),
    verifyTrailer: (trailer, signature) =>
      verify('AWS4-HMAC-SHA256-TRAILER', [sha256Hex(trailer)], signature),
  };
}
