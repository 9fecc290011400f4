/** GetBucketRequestPayment: the owner pays unless said otherwise. */
import type { GetBucketRequestPaymentOutput, GetBucketRequestPaymentRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import type { S3 } from '../s3.ts';

export const getBucketRequestPayment: Operation<
  S3,
  GetBucketRequestPaymentRequest,
  GetBucketRequestPaymentOutput
> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:GetBucketRequestPayment');
  return { Payer: s3.configs.get(bucket, 'requestPayment')?.Payer ?? 'BucketOwner' };
};
