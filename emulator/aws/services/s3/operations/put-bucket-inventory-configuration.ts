/** PutBucketInventoryConfiguration: kept and returned. No inventory is written. */
import type { PutBucketInventoryConfigurationRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import { malformedXml } from '../errors.ts';
import type { S3 } from '../s3.ts';

export const putBucketInventoryConfiguration: Operation<
  S3,
  PutBucketInventoryConfigurationRequest,
  object
> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:PutInventoryConfiguration');
  const { InventoryConfiguration: configuration } = input;
  if (configuration === undefined || configuration.Id !== input.Id) throw malformedXml();
  s3.configs.put(bucket, 'inventory', configuration, input.Id);
  return {};
};
