/** GetObjectAcl. Evidence: fact sheet S3 §7 (delete markers), §10.5. */
import type { GetObjectAclOutput, GetObjectAclRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { shownAcl } from '../acl.ts';
import { addressedBucket } from '../bucket-access.ts';
import { foundObject } from '../found-object.ts';
import { checkedKey } from '../object-key.ts';
import type { S3 } from '../s3.ts';

const ACTIONS = { current: 's3:GetObjectAcl', version: 's3:GetObjectVersionAcl' };

export const getObjectAcl: Operation<S3, GetObjectAclRequest, GetObjectAclOutput> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  const { acl } = foundObject(s3, call, bucket, checkedKey(input.Key), input.VersionId, ACTIONS);
  return shownAcl(s3, bucket, acl);
};
