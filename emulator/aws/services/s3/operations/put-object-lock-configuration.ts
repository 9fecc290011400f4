/** PutObjectLockConfiguration: switches locking on, for good, and sets what new objects get. Evidence: fact sheet S3 §11.17. */
import type { ObjectLockRule, PutObjectLockConfigurationRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import { invalidArgument, invalidBucketState, malformedXml } from '../errors.ts';
import type { S3 } from '../s3.ts';

export const putObjectLockConfiguration: Operation<S3, PutObjectLockConfigurationRequest, object> = (
  s3,
  input,
  call,
) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:PutBucketObjectLockConfiguration');
  const { ObjectLockEnabled: enabled, Rule: rule } = input.ObjectLockConfiguration ?? {};
  if (enabled !== 'Enabled') throw malformedXml();
  if (rule !== undefined) checkRule(rule);
  if (bucket.versioning !== 'Enabled') {
    throw invalidBucketState(
      "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
    );
  }
  s3.kernel.store.transact(() => {
    s3.buckets.enableObjectLock(bucket);
    if (rule === undefined) s3.configs.remove(bucket, 'objectLock');
    else s3.configs.put(bucket, 'objectLock', rule);
  });
  return {};
};

function checkRule({ DefaultRetention }: ObjectLockRule): void {
  const { Mode, Days, Years } = DefaultRetention ?? {};
  if (Mode !== 'GOVERNANCE' && Mode !== 'COMPLIANCE') throw malformedXml();
  if ((Days === undefined) === (Years === undefined)) throw malformedXml();
  if ((Days ?? Years ?? 0) <= 0) {
    throw invalidArgument('Default retention period must be a positive integer value.');
  }
}
