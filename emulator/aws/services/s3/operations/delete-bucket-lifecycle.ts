/** DeleteBucketLifecycle: succeeds whether or not there was anything to delete. Evidence: fact sheet S3 §8.1. */
import type { DeleteBucketLifecycleRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import type { S3 } from '../s3.ts';

export const deleteBucketLifecycle: Operation<S3, DeleteBucketLifecycleRequest, object> = (
  s3,
  input,
  call,
) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:PutLifecycleConfiguration');
  s3.configs.remove(bucket, 'lifecycle');
  return {};
};
