/**
 * PutBucketTagging. An empty set is none. Evidence: fact sheet S3 §11.9; of the empty set, answers that LocalStack
 * recorded from AWS (test_s3_api.py, January 2025).
 */
import type { PutBucketTaggingRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import type { S3 } from '../s3.ts';
import { bucketTags } from '../tagging.ts';

export const putBucketTagging: Operation<S3, PutBucketTaggingRequest, object> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:PutBucketTagging');
  const tags = bucketTags(input.Tagging?.TagSet);
  if (tags.length === 0) s3.configs.remove(bucket, 'tags');
  else s3.configs.put(bucket, 'tags', tags);
  return {};
};
