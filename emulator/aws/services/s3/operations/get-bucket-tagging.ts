/** GetBucketTagging. Evidence: fact sheet S3 §11.9. */
import type { GetBucketTaggingOutput, GetBucketTaggingRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import type { S3 } from '../s3.ts';

export const getBucketTagging: Operation<S3, GetBucketTaggingRequest, GetBucketTaggingOutput> = (
  s3,
  input,
  call,
) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:GetBucketTagging');
  return { TagSet: [...s3.configs.require(bucket, 'tags')] };
};
