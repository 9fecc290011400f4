/** HeadBucket. Evidence: fact sheet S3 §11.12. */
import type { HeadBucketOutput, HeadBucketRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import { bucketArn } from '../bucket.ts';
import type { S3 } from '../s3.ts';

export const headBucket: Operation<S3, HeadBucketRequest, HeadBucketOutput> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:ListBucket');
  call.reply.headers['content-type'] = 'application/xml';
  call.reply.headers['transfer-encoding'] = 'chunked';
  return { BucketRegion: bucket.region, AccessPointAlias: false, BucketArn: bucketArn(bucket.name) };
};
