/** PutBucketAnalyticsConfiguration: kept and returned. No export is written. */
import type { PutBucketAnalyticsConfigurationRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import { malformedXml } from '../errors.ts';
import type { S3 } from '../s3.ts';

export const putBucketAnalyticsConfiguration: Operation<
  S3,
  PutBucketAnalyticsConfigurationRequest,
  object
> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:PutAnalyticsConfiguration');
  const { AnalyticsConfiguration: configuration } = input;
  if (configuration === undefined || configuration.Id !== input.Id) throw malformedXml();
  s3.configs.put(bucket, 'analytics', configuration, input.Id);
  return {};
};
