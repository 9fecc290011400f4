/** DeleteBucketEncryption: back to what every bucket begins with. Evidence: fact sheet S3 §12. */
import type { DeleteBucketEncryptionRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import type { S3 } from '../s3.ts';

export const deleteBucketEncryption: Operation<S3, DeleteBucketEncryptionRequest, object> = (
  s3,
  input,
  call,
) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:PutEncryptionConfiguration');
  s3.configs.remove(bucket, 'encryption');
  return {};
};
