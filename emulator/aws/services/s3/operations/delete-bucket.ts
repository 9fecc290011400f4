/** DeleteBucket: only when nothing is left, old versions and delete markers included. Evidence: fact sheet S3 §7, §11.12. */
import type { DeleteBucketRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import { bucketNotEmpty } from '../errors.ts';
import type { S3 } from '../s3.ts';

export const deleteBucket: Operation<S3, DeleteBucketRequest, object> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:DeleteBucket');
  s3.kernel.store.transact(() => {
    if (s3.objects.any(bucket)) throw bucketNotEmpty(bucket.name, bucket.versioning !== undefined);
    s3.uploads.endAll(bucket);
    s3.configs.forget(bucket);
    s3.buckets.remove(bucket);
  });
  return {};
};
