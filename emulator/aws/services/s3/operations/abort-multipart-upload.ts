/** AbortMultipartUpload. Evidence: fact sheet S3 §11.5. */
import type { AbortMultipartUploadOutput, AbortMultipartUploadRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowObject } from '../bucket-access.ts';
import { preconditionFailed } from '../errors.ts';
import { checkedKey } from '../object-key.ts';
import type { S3 } from '../s3.ts';

export const abortMultipartUpload: Operation<S3, AbortMultipartUploadRequest, AbortMultipartUploadOutput> = (
  s3,
  input,
  call,
) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  const key = checkedKey(input.Key);
  allowObject(s3, call, bucket, key, 's3:AbortMultipartUpload');
  s3.kernel.store.transact(() => {
    const upload = s3.uploads.get(bucket, key, input.UploadId);
    const initiated = input.IfMatchInitiatedTime?.getTime();
    if (initiated !== undefined && Math.floor(upload.initiated / 1000) !== Math.floor(initiated / 1000)) {
      throw preconditionFailed('x-amz-if-match-initiated-time');
    }
    s3.uploads.end(upload);
  });
  return {};
};
