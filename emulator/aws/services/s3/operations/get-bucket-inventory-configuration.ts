/** GetBucketInventoryConfiguration. Evidence: fact sheet S3 §1.3. */
import type {
  GetBucketInventoryConfigurationOutput,
  GetBucketInventoryConfigurationRequest,
} from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import { noSuchNamedConfiguration } from '../errors.ts';
import type { S3 } from '../s3.ts';

export const getBucketInventoryConfiguration: Operation<
  S3,
  GetBucketInventoryConfigurationRequest,
  GetBucketInventoryConfigurationOutput
> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:GetInventoryConfiguration');
  const configuration = s3.configs.get(bucket, 'inventory', input.Id);
  if (configuration === undefined) throw noSuchNamedConfiguration();
  return { InventoryConfiguration: configuration };
};
