/** GetBucketAbac: disabled until it is first enabled. */
import type { GetBucketAbacOutput, GetBucketAbacRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import type { S3 } from '../s3.ts';

export const getBucketAbac: Operation<S3, GetBucketAbacRequest, GetBucketAbacOutput> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:GetBucketAbac');
  return { AbacStatus: s3.configs.get(bucket, 'abac') ?? { Status: 'Disabled' } };
};
