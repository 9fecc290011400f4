/**
 * PutBucketAccelerateConfiguration: kept and returned; one machine has no edge to accelerate from. The bucket's name is
 * looked at before the status. Evidence: answers that LocalStack recorded from AWS (test_s3_api.py, August 2023).
 */
import type { PutBucketAccelerateConfigurationRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import { invalidRequest, malformedXml } from '../errors.ts';
import type { S3 } from '../s3.ts';

export const putBucketAccelerateConfiguration: Operation<
  S3,
  PutBucketAccelerateConfigurationRequest,
  object
> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:PutAccelerateConfiguration');
  if (bucket.name.includes('.')) {
    throw invalidRequest(
      'S3 Transfer Acceleration is not supported for buckets with periods (.) in their names',
    );
  }
  const status = input.AccelerateConfiguration?.Status;
  if (status !== 'Enabled' && status !== 'Suspended') throw malformedXml();
  s3.configs.put(bucket, 'accelerate', { Status: status });
  return {};
};
