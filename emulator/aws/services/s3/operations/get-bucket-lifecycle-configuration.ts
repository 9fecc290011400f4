/** GetBucketLifecycleConfiguration. Evidence: fact sheet S3 §8.1. */
import type {
  GetBucketLifecycleConfigurationOutput,
  GetBucketLifecycleConfigurationRequest,
} from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import { lifecycleRules } from '../lifecycle-configuration.ts';
import type { S3 } from '../s3.ts';

export const getBucketLifecycleConfiguration: Operation<
  S3,
  GetBucketLifecycleConfigurationRequest,
  GetBucketLifecycleConfigurationOutput
> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:GetLifecycleConfiguration');
  const document = s3.configs.require(bucket, 'lifecycle');
  return {
    Rules: lifecycleRules(document),
    TransitionDefaultMinimumObjectSize: document.minimumSize,
  };
};
