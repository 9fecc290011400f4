/**
 * PutBucketVersioning. Evidence: fact sheet S3 §7.
 * Gaps: MFA delete needs a device that a local cloud has not, so asking for it is refused as not implemented; that it was
 * disabled is not shown.
 */
import type { PutBucketVersioningRequest } from '@aws-sdk/client-s3';
import { notImplemented } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import { illegalVersioning, invalidBucketState, malformedXml } from '../errors.ts';
import { checkMfaHeader } from '../mfa.ts';
import type { S3 } from '../s3.ts';

export const putBucketVersioning: Operation<S3, PutBucketVersioningRequest, object> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:PutBucketVersioning');
  const { Status: status, MFADelete: mfa } = input.VersioningConfiguration ?? {};
  if (status === undefined) throw illegalVersioning();
  if (status !== 'Enabled' && status !== 'Suspended') throw malformedXml();
  if (mfa !== undefined && mfa !== 'Enabled' && mfa !== 'Disabled') throw malformedXml();
  checkMfaHeader(input.MFA);
  if (mfa === 'Enabled') throw notImplemented('s3', 'MFA delete');
  if (status === 'Suspended' && bucket.objectLock) {
    throw invalidBucketState(
      'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.',
    );
  }
  s3.kernel.store.transact(() => s3.buckets.setVersioning(bucket, status));
  return {};
};
