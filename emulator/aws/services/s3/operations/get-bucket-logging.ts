/** GetBucketLogging: empty when nothing is logged. Evidence: fact sheet S3 §11.15. */
import type { GetBucketLoggingOutput, GetBucketLoggingRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import type { S3 } from '../s3.ts';

export const getBucketLogging: Operation<S3, GetBucketLoggingRequest, GetBucketLoggingOutput> = (
  s3,
  input,
  call,
) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:GetBucketLogging');
  return s3.configs.get(bucket, 'logging') ?? {};
};
