/**
 * Digests of documents: configurations, and the list of DeleteObjects. Some S3 takes only with a digest; a digest that is
 * there is compared wherever it is.
 *
 * Evidence: fact sheet S3 §11.6 (that one is required is recorded for DeleteObjects, PutBucketCors and the lifecycle
 * configuration), §11.8 (order: a document that cannot be read is refused before its digest is compared).
 */
import { hash } from 'node:crypto';
import type { Call } from '../../kernel/operation.ts';
import { headerDemands } from './body-demands.ts';
import { digestOf } from './checksums.ts';
import { badContentMd5, badDigest, missingRequiredHeader } from './errors.ts';

/** @throws AwsError BadDigest, InvalidDigest, InvalidRequest */
export function verifyDocument(call: Call, document: Uint8Array): void {
  // Its checksums are claims about the object.
  if (call.operation === 'CompleteMultipartUpload') return;
  const { contentMd5, algorithm, value } = headerDemands(call.wire?.headers ?? {});
  if (contentMd5 !== undefined) {
    const computed = hash('md5', document, 'base64');
    if (computed !== contentMd5) throw badContentMd5(contentMd5, computed);
  }
  if (algorithm === undefined || value === undefined) return;
  if (digestOf(algorithm, document) !== value) {
    throw badDigest(`The ${algorithm} you specified did not match the calculated checksum.`);
  }
}

/** @throws AwsError InvalidRequest */
export function requireChecksum({ wire }: Call): void {
  if (wire === undefined) return;
  for (const name in wire.headers) {
    if (name === 'content-md5') return;
    if (name.startsWith('x-amz-checksum-') && name !== 'x-amz-checksum-type') return;
  }
  throw missingRequiredHeader('Content-MD5 OR x-amz-checksum-*');
}
