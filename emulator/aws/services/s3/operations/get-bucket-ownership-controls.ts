/** GetBucketOwnershipControls. Evidence: fact sheet S3 §10.5. */
import type { GetBucketOwnershipControlsOutput, GetBucketOwnershipControlsRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import type { S3 } from '../s3.ts';

export const getBucketOwnershipControls: Operation<
  S3,
  GetBucketOwnershipControlsRequest,
  GetBucketOwnershipControlsOutput
> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:GetBucketOwnershipControls');
  return { OwnershipControls: s3.configs.require(bucket, 'ownership') };
};
