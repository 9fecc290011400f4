/** PutBucketLifecycleConfiguration: takes effect on what is there already. Evidence: fact sheet S3 §8.1–8.3. */
import type {
  PutBucketLifecycleConfigurationOutput,
  PutBucketLifecycleConfigurationRequest,
} from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import { requireChecksum } from '../document-digest.ts';
import { invalidRequest } from '../errors.ts';
import { lifecycleDocument } from '../lifecycle-configuration.ts';
import type { S3 } from '../s3.ts';

export const putBucketLifecycleConfiguration: Operation<
  S3,
  PutBucketLifecycleConfigurationRequest,
  PutBucketLifecycleConfigurationOutput
> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:PutLifecycleConfiguration');
  requireChecksum(call);
  const minimum = input.TransitionDefaultMinimumObjectSize ?? 'all_storage_classes_128K';
  if (minimum !== 'all_storage_classes_128K' && minimum !== 'varies_by_storage_class') {
    throw invalidRequest(`Invalid TransitionDefaultMinimumObjectSize found: ${String(minimum)}`);
  }
  const document = lifecycleDocument(input.LifecycleConfiguration, minimum, s3.kernel.ids);
  s3.configs.put(bucket, 'lifecycle', document);
  s3.lifecycle.arm();
  return { TransitionDefaultMinimumObjectSize: minimum };
};
