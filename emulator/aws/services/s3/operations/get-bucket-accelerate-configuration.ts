/** GetBucketAccelerateConfiguration: empty until it is first set. */
import type {
  GetBucketAccelerateConfigurationOutput,
  GetBucketAccelerateConfigurationRequest,
} from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import type { S3 } from '../s3.ts';

export const getBucketAccelerateConfiguration: Operation<
  S3,
  GetBucketAccelerateConfigurationRequest,
  GetBucketAccelerateConfigurationOutput
> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:GetAccelerateConfiguration');
  return s3.configs.get(bucket, 'accelerate') ?? {};
};
