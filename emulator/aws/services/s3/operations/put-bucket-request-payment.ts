/** PutBucketRequestPayment. What it changes for requesters is in `requester-pays.ts`. */
import type { PutBucketRequestPaymentRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import { malformedXml } from '../errors.ts';
import type { S3 } from '../s3.ts';

export const putBucketRequestPayment: Operation<S3, PutBucketRequestPaymentRequest, object> = (
  s3,
  input,
  call,
) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:PutBucketRequestPayment');
  const payer = input.RequestPaymentConfiguration?.Payer;
  if (payer !== 'BucketOwner' && payer !== 'Requester') throw malformedXml();
  s3.configs.put(bucket, 'requestPayment', { Payer: payer });
  return {};
};
