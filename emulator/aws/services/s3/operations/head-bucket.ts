/**
 * HeadBucket. Whoever is refused still learns where the bucket is: `GetBucketRegion` of the SDK for Go asks anonymously
 * for just that.
 *
 * Evidence: fact sheet S3 §11.12; integration tests of aws-sdk-go-v2 feature/s3/manager 1.23.24.
 */
import type { HeadBucketOutput, HeadBucketRequest } from '@aws-sdk/client-s3';
import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import { bucketArn } from '../bucket.ts';
import type { S3 } from '../s3.ts';

export const headBucket: Operation<S3, HeadBucketRequest, HeadBucketOutput> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  try {
    allowBucket(s3, call, bucket, 's3:ListBucket');
  } catch (error) {
    throw error instanceof AwsError ? tellingRegion(error, bucket.region) : error;
  }
  call.reply.headers['content-type'] = 'application/xml';
  call.reply.headers['transfer-encoding'] = 'chunked';
  return { BucketRegion: bucket.region, AccessPointAlias: false, BucketArn: bucketArn(bucket.name) };
};

const tellingRegion = ({ code, status, message, details, headers }: AwsError, region: string): AwsError =>
  new AwsError({ code, status, message, details, headers: { ...headers, 'x-amz-bucket-region': region } });
