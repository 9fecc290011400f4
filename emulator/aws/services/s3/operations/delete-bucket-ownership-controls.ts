/** DeleteBucketOwnershipControls: succeeds whether or not there was anything to delete. Evidence: fact sheet S3 §10.5. */
import type { DeleteBucketOwnershipControlsRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import type { S3 } from '../s3.ts';

export const deleteBucketOwnershipControls: Operation<S3, DeleteBucketOwnershipControlsRequest, object> = (
  s3,
  input,
  call,
) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:PutBucketOwnershipControls');
  s3.configs.remove(bucket, 'ownership');
  return {};
};
