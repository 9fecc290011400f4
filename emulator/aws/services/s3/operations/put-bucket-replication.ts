/**
 * PutBucketReplication: kept and returned; nothing is replicated. A destination that is not there is one without
 * versions. Evidence: answers that LocalStack recorded from AWS (test_s3.py, February 2026).
 */
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
  for (const { Destination } of configuration.Rules) {
    if (Destination?.Bucket === undefined) throw malformedXml();
    const target = s3.buckets.find(Destination.Bucket.slice(Destination.Bucket.lastIndexOf(':') + 1));
    if (target?.versioning !== 'Enabled') {
      throw invalidRequest('Destination bucket must have versioning enabled.');
    }
  }
  s3.configs.put(bucket, 'replication', configuration);
  return {};
};
