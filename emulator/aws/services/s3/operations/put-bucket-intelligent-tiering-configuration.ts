/** PutBucketIntelligentTieringConfiguration: kept and returned. Objects do not change tiers. */
import type { PutBucketIntelligentTieringConfigurationRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import { malformedXml } from '../errors.ts';
import type { S3 } from '../s3.ts';

export const putBucketIntelligentTieringConfiguration: Operation<
  S3,
  PutBucketIntelligentTieringConfigurationRequest,
  object
> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:PutIntelligentTieringConfiguration');
  const { IntelligentTieringConfiguration: configuration } = input;
  if (configuration === undefined || configuration.Id !== input.Id) throw malformedXml();
  s3.configs.put(bucket, 'intelligentTiering', configuration, input.Id);
  return {};
};
