/** PutBucketMetricsConfiguration: from now on the bucket's requests are counted; see `request-metrics.ts`. */
import type { PutBucketMetricsConfigurationRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import { malformedXml } from '../errors.ts';
import type { S3 } from '../s3.ts';

export const putBucketMetricsConfiguration: Operation<S3, PutBucketMetricsConfigurationRequest, object> = (
  s3,
  input,
  call,
) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:PutMetricsConfiguration');
  const { MetricsConfiguration: configuration } = input;
  if (configuration === undefined || configuration.Id !== input.Id) throw malformedXml();
  s3.configs.put(bucket, 'metrics', configuration, input.Id);
  return {};
};
