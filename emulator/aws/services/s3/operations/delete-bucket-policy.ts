/** DeleteBucketPolicy: succeeds whether or not there was anything to delete. Evidence: fact sheet S3 §10.3. */
import type { DeleteBucketPolicyRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket, ownersOnly } from '../bucket-access.ts';
import type { S3 } from '../s3.ts';

export const deleteBucketPolicy: Operation<S3, DeleteBucketPolicyRequest, object> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:DeleteBucketPolicy');
  ownersOnly(call, bucket);
  s3.configs.remove(bucket, 'policy');
  return {};
};
