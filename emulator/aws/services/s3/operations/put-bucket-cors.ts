/** PutBucketCors. Evidence: fact sheet S3 §4.5, §11.6 (the required digest). */
import type { PutBucketCorsRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import { validCorsRules } from '../cors-rules.ts';
import { requireChecksum } from '../document-digest.ts';
import type { S3 } from '../s3.ts';

export const putBucketCors: Operation<S3, PutBucketCorsRequest, object> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:PutBucketCORS');
  requireChecksum(call);
  s3.configs.put(bucket, 'cors', validCorsRules(input.CORSConfiguration?.CORSRules));
  return {};
};
