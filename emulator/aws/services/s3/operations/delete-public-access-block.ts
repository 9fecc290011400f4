/** DeletePublicAccessBlock: succeeds whether or not there was anything to delete. Evidence: fact sheet S3 §10.4. */
import type { DeletePublicAccessBlockRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import type { S3 } from '../s3.ts';

export const deletePublicAccessBlock: Operation<S3, DeletePublicAccessBlockRequest, object> = (
  s3,
  input,
  call,
) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:PutBucketPublicAccessBlock');
  s3.configs.remove(bucket, 'publicAccessBlock');
  return {};
};
