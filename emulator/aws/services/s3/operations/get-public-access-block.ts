/** GetPublicAccessBlock: new buckets have all four switched on. Evidence: fact sheet S3 §10.4. */
import type { GetPublicAccessBlockOutput, GetPublicAccessBlockRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import type { S3 } from '../s3.ts';

export const getPublicAccessBlock: Operation<S3, GetPublicAccessBlockRequest, GetPublicAccessBlockOutput> = (
  s3,
  input,
  call,
) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:GetBucketPublicAccessBlock');
  return { PublicAccessBlockConfiguration: s3.configs.require(bucket, 'publicAccessBlock') };
};
