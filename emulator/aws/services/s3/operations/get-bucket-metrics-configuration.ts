/** GetBucketMetricsConfiguration. Evidence: fact sheet S3 §1.3. */
import type {
  GetBucketMetricsConfigurationOutput,
  GetBucketMetricsConfigurationRequest,
} from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import { noSuchNamedConfiguration } from '../errors.ts';
import type { S3 } from '../s3.ts';

export const getBucketMetricsConfiguration: Operation<
  S3,
  GetBucketMetricsConfigurationRequest,
  GetBucketMetricsConfigurationOutput
> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:GetMetricsConfiguration');
  const configuration = s3.configs.get(bucket, 'metrics', input.Id);
  if (configuration === undefined) throw noSuchNamedConfiguration();
  return { MetricsConfiguration: configuration };
};
