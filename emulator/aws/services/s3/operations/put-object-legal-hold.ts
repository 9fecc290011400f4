/** PutObjectLegalHold. Evidence: fact sheet S3 §11.17. */
import type { PutObjectLegalHoldOutput, PutObjectLegalHoldRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket } from '../bucket-access.ts';
import { malformedXml } from '../errors.ts';
import { foundObject } from '../found-object.ts';
import { checkedKey } from '../object-key.ts';
import { requireObjectLock } from '../object-lock.ts';
import type { S3 } from '../s3.ts';

const ACTIONS = { current: 's3:PutObjectLegalHold', version: 's3:PutObjectLegalHold' };

export const putObjectLegalHold: Operation<S3, PutObjectLegalHoldRequest, PutObjectLegalHoldOutput> = (
  s3,
  input,
  call,
) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  const status = input.LegalHold?.Status;
  if (status !== 'ON' && status !== 'OFF') throw malformedXml();
  const version = foundObject(s3, call, bucket, checkedKey(input.Key), input.VersionId, ACTIONS);
  requireObjectLock(bucket);
  s3.objects.setProtection(version, { ...version.protection, legalHold: status });
  return {};
};
