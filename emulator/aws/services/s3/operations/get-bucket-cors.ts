/** GetBucketCors. Evidence: fact sheet S3 §4.5. */
import type { GetBucketCorsOutput, GetBucketCorsRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import type { S3 } from '../s3.ts';

export const getBucketCors: Operation<S3, GetBucketCorsRequest, GetBucketCorsOutput> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:GetBucketCORS');
  return { CORSRules: [...s3.configs.require(bucket, 'cors')] };
};
