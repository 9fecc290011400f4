/** GetObjectRetention. Evidence: fact sheet S3 §1.3, §11.17. */
import type { GetObjectRetentionOutput, GetObjectRetentionRequest } from '@aws-sdk/client-s3';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket } from '../bucket-access.ts';
import { noSuchObjectLock } from '../errors.ts';
import { foundObject } from '../found-object.ts';
import { checkedKey } from '../object-key.ts';
import { requireObjectLock } from '../object-lock.ts';
import type { S3 } from '../s3.ts';

const ACTIONS = { current: 's3:GetObjectRetention', version: 's3:GetObjectRetention' };

export const getObjectRetention: Operation<S3, GetObjectRetentionRequest, GetObjectRetentionOutput> = (
  s3,
  input,
  call,
) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  const version = foundObject(s3, call, bucket, checkedKey(input.Key), input.VersionId, ACTIONS);
  requireObjectLock(bucket);
  const { mode, until } = version.protection ?? {};
  if (mode === undefined || until === undefined) throw noSuchObjectLock();
  return { Retention: { Mode: mode, RetainUntilDate: toDate(until) } };
};
