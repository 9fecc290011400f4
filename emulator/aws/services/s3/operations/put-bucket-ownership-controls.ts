/** PutBucketOwnershipControls: exactly one rule. Lists that let others in must go before they are enforced away. Evidence: fact sheet S3 §10.5. */
import type { PutBucketOwnershipControlsRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowBucket } from '../bucket-access.ts';
import { invalidBucketAcl, malformedXml } from '../errors.ts';
import type { S3 } from '../s3.ts';

const OWNERSHIPS: readonly (string | undefined)[] = [
  'BucketOwnerEnforced',
  'BucketOwnerPreferred',
  'ObjectWriter',
];

export const putBucketOwnershipControls: Operation<S3, PutBucketOwnershipControlsRequest, object> = (
  s3,
  input,
  call,
) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  allowBucket(s3, call, bucket, 's3:PutBucketOwnershipControls');
  const rules = input.OwnershipControls?.Rules ?? [];
  if (rules.length !== 1 || !OWNERSHIPS.includes(rules[0]?.ObjectOwnership)) throw malformedXml();
  const enforced = rules[0]?.ObjectOwnership === 'BucketOwnerEnforced';
  if (enforced && s3.configs.get(bucket, 'acl') !== undefined) throw invalidBucketAcl();
  s3.configs.put(bucket, 'ownership', { Rules: rules });
  return {};
};
