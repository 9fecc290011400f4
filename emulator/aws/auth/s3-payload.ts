/** What a request's `x-amz-content-sha256` says about its body. Evidence: fact sheet S3 §2.3(1), §2.10. */
import { notImplemented } from '../kernel/aws-error.ts';
import { UNSIGNED, type Payload } from './authentication.ts';
import { EMPTY_SHA256 } from './canonical.ts';
import { chunkSignatures, type ChunkSeed } from './chunk-signatures.ts';
import { invalidArgument, invalidRequest } from './s3-refusals.ts';

export const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD';
const UNSIGNED_TRAILER = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';

const STREAMING = [
  UNSIGNED_TRAILER,
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
  'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD',
  'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER',
];

const SHA256 = /^[0-9a-fA-F]{64}$/;
/** Most requests have no body. */
const isSha256 = (value: string): boolean => value === EMPTY_SHA256 || SHA256.test(value);

export const CONTENT_SHA256 = 'x-amz-content-sha256';

/** The header of a request that is signed in its `Authorization`; throws when it is missing or says nothing S3 knows. */
export function requirePayloadHash(value: string | undefined): string {
  if (value === undefined)
    throw invalidRequest(`Missing required header for this request: ${CONTENT_SHA256}`);
  if (isSha256(value) || value === UNSIGNED_PAYLOAD || STREAMING.includes(value)) return value;
  const known = [UNSIGNED_PAYLOAD, ...STREAMING].join(', ');
  throw invalidArgument(`${CONTENT_SHA256} must be ${known} or a valid sha256 value.`, CONTENT_SHA256, value);
}

/** The payload of a signed request. A value S3 has no use for, which only a presigned URL may have, checks nothing. */
export function signedPayload(value: string, seed: ChunkSeed): Payload {
  if (isSha256(value)) return { kind: 'sha256', hex: value.toLowerCase() };
  if (!STREAMING.includes(value)) return UNSIGNED;
  if (value === UNSIGNED_TRAILER) return { kind: 'streaming', signed: false, trailer: true };
  if (value.includes('ECDSA')) throw notImplemented('s3', 'Signature Version 4A');
  return { kind: 'streaming', signed: true, trailer: value.endsWith('-TRAILER'), ...chunkSignatures(seed) };
}

/** The payload of a request that nobody signed. */
export function anonymousPayload(value: string | undefined): Payload {
  if (value === undefined || !STREAMING.includes(value)) return UNSIGNED;
  if (value === UNSIGNED_TRAILER) return { kind: 'streaming', signed: false, trailer: true };
  throw invalidRequest(
    `Anonymous requests don't support this ${CONTENT_SHA256} value. Please use ${UNSIGNED_PAYLOAD} or ${UNSIGNED_TRAILER}.`,
  );
}
