/**
 * Documents that S3 takes only with a digest. That the digest is there is checked here; that it is right was checked as
 * the body was read.
 *
 * Evidence: fact sheet S3 §11.6: recorded for DeleteObjects, PutBucketCors and the lifecycle configuration.
 */
import type { Call } from '../../kernel/operation.ts';
import { missingRequiredHeader } from './errors.ts';

/** @throws AwsError InvalidRequest */
export function requireChecksum({ wire }: Call): void {
  if (wire === undefined) return;
  for (const name in wire.headers) {
    if (name === 'content-md5' || name === 'x-amz-trailer') return;
    if (name.startsWith('x-amz-checksum-') && name !== 'x-amz-checksum-type') return;
  }
  throw missingRequiredHeader('Content-MD5 OR x-amz-checksum-*');
}
