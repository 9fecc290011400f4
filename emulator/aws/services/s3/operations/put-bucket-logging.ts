/**
 * PutBucketLogging: an empty document ends it. Evidence: fact sheet S3 §11.15; of logs for another region, answers that
 * LocalStack recorded from AWS (test_s3.py, February 2026).
 */
import type { PutBucketLoggingRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import { crossLocationLogging, invalidLoggingTarget, malformedXml } from '../errors.ts';
import type { S3 } from '../s3.ts';

export const putBucketLogging: Operation<S3, PutBucketLoggingRequest, object> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:PutBucketLogging');
  const logging = input.BucketLoggingStatus?.LoggingEnabled;
  if (logging === undefined) {
    s3.configs.remove(bucket, 'logging');
    return {};
  }
  const { TargetBucket, TargetPrefix } = logging;
  if (TargetBucket === undefined || TargetPrefix === undefined) throw malformedXml();
  const target = s3.buckets.find(TargetBucket);
  if (target === undefined || target.account !== bucket.account) throw invalidLoggingTarget(TargetBucket);
  if (target.region !== bucket.region) throw crossLocationLogging(bucket.region, target.region);
  s3.configs.put(bucket, 'logging', { LoggingEnabled: logging });
  return {};
};
