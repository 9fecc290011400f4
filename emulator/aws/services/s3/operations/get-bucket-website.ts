/** GetBucketWebsite. Evidence: fact sheet S3 §11.14. */
import type { GetBucketWebsiteOutput, GetBucketWebsiteRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import type { S3 } from '../s3.ts';

export const getBucketWebsite: Operation<S3, GetBucketWebsiteRequest, GetBucketWebsiteOutput> = (
  s3,
  input,
  call,
) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:GetBucketWebsite');
  return s3.configs.require(bucket, 'website');
};
