/** GetObjectLegalHold. Evidence: fact sheet S3 §1.3, §11.17. */
import type { GetObjectLegalHoldOutput, GetObjectLegalHoldRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket } from '../bucket-access.ts';
import { noSuchObjectLock } from '../errors.ts';
import { foundObject } from '../found-object.ts';
import { checkedKey } from '../object-key.ts';
import { requireObjectLock } from '../object-lock.ts';
import type { S3 } from '../s3.ts';

const ACTIONS = { current: 's3:GetObjectLegalHold', version: 's3:GetObjectLegalHold' };

export const getObjectLegalHold: Operation<S3, GetObjectLegalHoldRequest, GetObjectLegalHoldOutput> = (
  s3,
  input,
  call,
) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  const version = foundObject(s3, call, bucket, checkedKey(input.Key), input.VersionId, ACTIONS);
  requireObjectLock(bucket);
  const status = version.protection?.legalHold;
  if (status === undefined) throw noSuchObjectLock();
  return { LegalHold: { Status: status } };
};
