/** PutBucketReplication: kept and returned; nothing is replicated. */
import type { PutBucketReplicationRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import { invalidRequest, malformedXml } from '../errors.ts';
import type { S3 } from '../s3.ts';

export const putBucketReplication: Operation<S3, PutBucketReplicationRequest, object> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:PutReplicationConfiguration');
  const { ReplicationConfiguration: configuration } = input;
  if (configuration?.Rules === undefined || configuration.Role === undefined) throw malformedXml();
  if (bucket.versioning !== 'Enabled') {
    throw invalidRequest("Versioning must be 'Enabled' on the bucket to apply a replication configuration");
  }
  s3.configs.put(bucket, 'replication', configuration);
  return {};
};
