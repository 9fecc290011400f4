/** PutBucketTagging. Evidence: fact sheet S3 §11.9. */
import type { PutBucketTaggingRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import type { S3 } from '../s3.ts';
import { bucketTags, requiredTagSet } from '../tagging.ts';

export const putBucketTagging: Operation<S3, PutBucketTaggingRequest, object> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:PutBucketTagging');
  s3.configs.put(bucket, 'tags', bucketTags(requiredTagSet(input.Tagging)));
  return {};
};
