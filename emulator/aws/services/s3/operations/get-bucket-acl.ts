/** GetBucketAcl. Evidence: fact sheet S3 §10.5. */
import type { GetBucketAclOutput, GetBucketAclRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { shownAcl } from '../acl.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import type { S3 } from '../s3.ts';

export const getBucketAcl: Operation<S3, GetBucketAclRequest, GetBucketAclOutput> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:GetBucketAcl');
  return shownAcl(s3, bucket, s3.configs.get(bucket, 'acl'));
};
