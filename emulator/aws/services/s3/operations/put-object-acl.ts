/**
 * PutObjectAcl: accepted where it says what is so anyway; such a list changes nothing, so no event follows.
 * Evidence: fact sheet S3 §9.1, §10.5; gaps in `acl.ts`.
 */
import type { PutObjectAclOutput, PutObjectAclRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { checkAclWrite } from '../acl-writing.ts';
import { addressedBucket } from '../bucket-access.ts';
import { foundObject } from '../found-object.ts';
import { checkedKey } from '../object-key.ts';
import type { S3 } from '../s3.ts';

const ACTIONS = { current: 's3:PutObjectAcl', version: 's3:PutObjectVersionAcl' };

export const putObjectAcl: Operation<S3, PutObjectAclRequest, PutObjectAclOutput> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  foundObject(s3, call, bucket, checkedKey(input.Key), input.VersionId, ACTIONS);
  checkAclWrite(s3, bucket, input);
  return {};
};
