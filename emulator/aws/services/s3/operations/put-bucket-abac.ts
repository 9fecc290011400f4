/** PutBucketAbac: kept and returned; the tags of buckets are no condition keys here. */
import type { PutBucketAbacRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import { malformedXml } from '../errors.ts';
import type { S3 } from '../s3.ts';

export const putBucketAbac: Operation<S3, PutBucketAbacRequest, object> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:PutBucketAbac');
  const status = input.AbacStatus?.Status;
  if (status !== 'Enabled' && status !== 'Disabled') throw malformedXml();
  s3.configs.put(bucket, 'abac', { Status: status });
  return {};
};
