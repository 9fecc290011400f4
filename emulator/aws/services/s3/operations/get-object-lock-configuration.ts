/** GetObjectLockConfiguration. Evidence: fact sheet S3 §11.17. */
import type { GetObjectLockConfigurationOutput, GetObjectLockConfigurationRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import { noSuchConfiguration } from '../errors.ts';
import type { S3 } from '../s3.ts';

export const getObjectLockConfiguration: Operation<
  S3,
  GetObjectLockConfigurationRequest,
  GetObjectLockConfigurationOutput
> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:GetBucketObjectLockConfiguration');
  if (!bucket.objectLock) throw noSuchConfiguration('objectLock', bucket.name);
  const rule = s3.configs.get(bucket, 'objectLock');
  return {
    ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', ...(rule !== undefined && { Rule: rule }) },
  };
};
