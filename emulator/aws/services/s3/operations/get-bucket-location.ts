/** GetBucketLocation: the constraint as it was given, nothing in us-east-1. Evidence: fact sheet S3 §11.12. */
import type {
  BucketLocationConstraint,
  GetBucketLocationOutput,
  GetBucketLocationRequest,
} from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { allowBucket } from '../bucket-access.ts';
import { checkOwner } from '../bucket-access.ts';
import type { S3 } from '../s3.ts';

export const getBucketLocation: Operation<S3, GetBucketLocationRequest, GetBucketLocationOutput> = (
  s3,
  input,
  call,
) => {
  // Asked precisely when the region is not known, so any region's endpoint answers.
  const bucket = s3.buckets.get(input.Bucket ?? '');
  call.touches(bucket.name);
  if (input.ExpectedBucketOwner !== undefined) checkOwner(bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:GetBucketLocation');
  return bucket.location === undefined
    ? {}
    : { LocationConstraint: bucket.location as BucketLocationConstraint };
};
