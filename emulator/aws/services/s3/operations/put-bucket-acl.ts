/** PutBucketAcl. Evidence: fact sheet S3 §10.4, §10.5. */
import type { PutBucketAclRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { writtenAcl } from '../acl-writing.ts';
import { checkPublic } from '../acl.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import type { S3 } from '../s3.ts';

export const putBucketAcl: Operation<S3, PutBucketAclRequest, object> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:PutBucketAcl');
  const acl = writtenAcl(s3, bucket, bucket.account, input);
  checkPublic(s3, call, bucket, acl, 's3:PutBucketAcl');
  if (acl === undefined) s3.configs.remove(bucket, 'acl');
  else s3.configs.put(bucket, 'acl', acl);
  return {};
};
