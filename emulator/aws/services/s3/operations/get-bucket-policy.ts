/** GetBucketPolicy: the document in S3's own order. Evidence: fact sheet S3 §10.3. */
import type { GetBucketPolicyOutput, GetBucketPolicyRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket, ownersOnly } from '../bucket-access.ts';
import type { S3 } from '../s3.ts';

export const getBucketPolicy: Operation<S3, GetBucketPolicyRequest, GetBucketPolicyOutput> = (
  s3,
  input,
  call,
) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:GetBucketPolicy');
  ownersOnly(call, bucket);
  const { text } = s3.configs.require(bucket, 'policy');
  call.reply.headers['content-type'] = 'application/json';
  return { Policy: text };
};
