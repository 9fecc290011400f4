/** PutBucketWebsite. Evidence: fact sheet S3 §11.14. */
import type { PutBucketWebsiteRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import type { S3 } from '../s3.ts';
import { validWebsite } from '../website-rules.ts';

export const putBucketWebsite: Operation<S3, PutBucketWebsiteRequest, object> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:PutBucketWebsite');
  s3.configs.put(bucket, 'website', validWebsite(input.WebsiteConfiguration ?? {}));
  return {};
};
