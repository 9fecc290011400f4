/** GetBucketPolicyStatus. Evidence: fact sheet S3 §10.3, §10.4. */
import type { GetBucketPolicyStatusOutput, GetBucketPolicyStatusRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import type { S3 } from '../s3.ts';

export const getBucketPolicyStatus: Operation<
  S3,
  GetBucketPolicyStatusRequest,
  GetBucketPolicyStatusOutput
> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:GetBucketPolicyStatus');
  return { PolicyStatus: { IsPublic: s3.configs.require(bucket, 'policy').public } };
};
