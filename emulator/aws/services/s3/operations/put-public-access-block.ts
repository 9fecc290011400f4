/** PutPublicAccessBlock: what is not named is switched off. Evidence: fact sheet S3 §10.4. */
import type { PutPublicAccessBlockRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import type { S3 } from '../s3.ts';

export const putPublicAccessBlock: Operation<S3, PutPublicAccessBlockRequest, object> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:PutBucketPublicAccessBlock');
  const asked = input.PublicAccessBlockConfiguration ?? {};
  s3.configs.put(bucket, 'publicAccessBlock', {
    BlockPublicAcls: asked.BlockPublicAcls ?? false,
    IgnorePublicAcls: asked.IgnorePublicAcls ?? false,
    BlockPublicPolicy: asked.BlockPublicPolicy ?? false,
    RestrictPublicBuckets: asked.RestrictPublicBuckets ?? false,
  });
  return {};
};
