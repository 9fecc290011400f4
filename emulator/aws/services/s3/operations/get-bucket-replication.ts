/** GetBucketReplication. Evidence: fact sheet S3 §1.3. */
import type { GetBucketReplicationOutput, GetBucketReplicationRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import type { S3 } from '../s3.ts';

export const getBucketReplication: Operation<S3, GetBucketReplicationRequest, GetBucketReplicationOutput> = (
  s3,
  input,
  call,
) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:GetReplicationConfiguration');
  return { ReplicationConfiguration: s3.configs.require(bucket, 'replication') };
};
