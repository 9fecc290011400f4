/**
 * The source of a copy: found, permitted, readable, meeting its conditions. CopyObject and UploadPartCopy begin here.
 *
 * Evidence: fact sheet S3 §7, §8.6, §10.1, §11.2, §11.4; of null versions, answers that LocalStack recorded from AWS
 * (test_s3.py, February 2026).
 */
import { AwsError } from '../../kernel/aws-error.ts';
import type { Call } from '../../kernel/operation.ts';
import { checkOwner, namedBucket } from './bucket-access.ts';
import type { Bucket } from './bucket.ts';
import { checkCopySource } from './conditions.ts';
import { copySource } from './copy-source.ts';
import type { CustomerKey } from './customer-key.ts';
import { checkReadable } from './encryption.ts';
import { accessDenied, invalidRequest } from './errors.ts';
import { checkRetrievable, foundObject } from './found-object.ts';
import { checkedKey } from './object-key.ts';
import { NULL_VERSION, type ObjectVersion } from './object.ts';
import type { S3 } from './s3.ts';

export interface CopyInput {
  readonly CopySource: string | undefined;
  readonly CopySourceIfMatch?: string | undefined;
  readonly CopySourceIfNoneMatch?: string | undefined;
  readonly CopySourceIfModifiedSince?: Date | undefined;
  readonly CopySourceIfUnmodifiedSince?: Date | undefined;
  readonly CopySourceSSECustomerAlgorithm?: string | undefined;
  readonly CopySourceSSECustomerKey?: string | undefined;
  readonly CopySourceSSECustomerKeyMD5?: string | undefined;
  readonly ExpectedSourceBucketOwner?: string | undefined;
}

export interface CopiedSource {
  readonly bucket: Bucket;
  readonly version: ObjectVersion;
  /** `x-amz-copy-source-version-id`; a null version is none. */
  readonly versionId: string | undefined;
  /** The customer's key that deciphers the bytes. */
  readonly key: CustomerKey | undefined;
  /** Whether the request named a version. */
  readonly named: boolean;
}

const ACTIONS = { current: 's3:GetObject', version: 's3:GetObjectVersion' };

/** @throws AwsError NoSuchBucket, NoSuchKey, NoSuchVersion, InvalidRequest, PreconditionFailed, InvalidObjectState */
export function copiedSource(s3: S3, call: Call, input: CopyInput): CopiedSource {
  if (call.principal.kind === 'anonymous') {
    throw accessDenied('Anonymous users cannot copy objects. Please authenticate.');
  }
  const source = copySource(input.CopySource ?? '');
  const bucket = namedBucket(s3, call, source.bucket);
  if (input.ExpectedSourceBucketOwner !== undefined) checkOwner(bucket, input.ExpectedSourceBucketOwner);
  const version = findSource(s3, call, bucket, source.key, source.versionId);
  const customerKey = checkReadable(call, bucket, version.encryption, {
    SSECustomerAlgorithm: input.CopySourceSSECustomerAlgorithm,
    SSECustomerKey: input.CopySourceSSECustomerKey,
    SSECustomerKeyMD5: input.CopySourceSSECustomerKeyMD5,
  });
  checkCopySource(
    version,
    {
      IfMatch: input.CopySourceIfMatch,
      IfNoneMatch: input.CopySourceIfNoneMatch,
      IfModifiedSince: input.CopySourceIfModifiedSince,
      IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
    },
    call.now,
  );
  checkRetrievable(version, call.now);
  const versionId = version.versionId === NULL_VERSION ? undefined : version.versionId;
  return { bucket, version, versionId, key: customerKey, named: source.versionId !== undefined };
}

/** A delete marker is no method refused here, but a source refused. */
function findSource(
  s3: S3,
  call: Call,
  bucket: Bucket,
  key: string,
  versionId: string | undefined,
): ObjectVersion {
  try {
    return foundObject(s3, call, bucket, checkedKey(key), versionId, ACTIONS);
  } catch (error) {
    if (error instanceof AwsError && error.code === 'MethodNotAllowed') {
      throw invalidRequest(
        'The source of a copy request may not specifically refer to a delete marker by version id.',
      );
    }
    throw error;
  }
}
