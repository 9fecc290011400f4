/**
 * Digests of documents: configurations, and the list of DeleteObjects. Some S3 takes only with a digest; a digest that is
 * there is compared wherever it is.
 *
 * Evidence: fact sheet S3 §11.6 (that one is required is recorded for DeleteObjects, PutBucketCors and the lifecycle
 * configuration), §11.8 (order: claims that are malformed, then a document that cannot be read, then a digest that does
 * not match). Of a list of DeleteObjects a bucket that is not there comes before all of these, and a digest that is missing
 * before a list that cannot be read.
 */
import { hash } from 'node:crypto';
import type { Delete } from '@aws-sdk/client-s3';
import type { Call } from '../../kernel/operation.ts';
import { s3Address } from '../../wire/s3-addressing.ts';
import { documentDemands, type BodyDemands } from './body-demands.ts';
import { digestOf } from './checksums.ts';
import { checkedDeletions } from './deletion-list.ts';
import { namedBucket } from './bucket-access.ts';
import { badContentMd5, badDigest, missingRequiredHeader } from './errors.ts';
import type { S3 } from './s3.ts';

/**
 * Looks at what is claimed of a document before it is read; what it returns compares, once it is understood.
 *
 * @throws AwsError BadDigest, InvalidDigest, InvalidRequest, and of a list of DeleteObjects what `namedBucket` and
 * `checkedDeletions` do
 */
export function verifyDocument(s3: S3, call: Call, document: Uint8Array): (understood: unknown) => void {
  // Its checksums are claims about the object.
  if (call.operation === 'CompleteMultipartUpload') return () => {};
  const isList = call.operation === 'DeleteObjects';
  if (isList && call.wire !== undefined) namedBucket(s3, call, s3Address(call.wire).bucket);
  const demands = documentDemands(call.wire?.headers ?? {});
  if (isList) requireChecksum(call);
  return (understood) => {
    if (demands.contentMd5 === undefined && demands.value === undefined) return;
    if (isList) checkedDeletions(understood as Delete);
    compare(demands, document);
  };
}

function compare({ contentMd5, algorithm, value }: BodyDemands, document: Uint8Array): void {
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
