/** PutBucketAcl: accepted where it says what is so anyway. Evidence: fact sheet S3 §10.5; gaps in `acl.ts`. */
import type { PutBucketAclRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { checkAclWrite } from '../acl-writing.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import type { S3 } from '../s3.ts';

export const putBucketAcl: Operation<S3, PutBucketAclRequest, object> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:PutBucketAcl');
  checkAclWrite(s3, bucket, input);
  return {};
};
