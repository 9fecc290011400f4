/** DeleteBucketTagging: succeeds whether or not there was anything to delete. Evidence: fact sheet S3 §11.9. */
import type { DeleteBucketTaggingRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import type { S3 } from '../s3.ts';

export const deleteBucketTagging: Operation<S3, DeleteBucketTaggingRequest, object> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:PutBucketTagging');
  s3.configs.remove(bucket, 'tags');
  return {};
};
