/** GetBucketVersioning: an empty answer until versioning is first set. Evidence: fact sheet S3 §7. */
import type { GetBucketVersioningOutput, GetBucketVersioningRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import type { S3 } from '../s3.ts';

export const getBucketVersioning: Operation<S3, GetBucketVersioningRequest, GetBucketVersioningOutput> = (
  s3,
  input,
  call,
) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:GetBucketVersioning');
  return bucket.versioning === undefined ? {} : { Status: bucket.versioning };
};
