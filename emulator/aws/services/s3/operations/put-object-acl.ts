/** PutObjectAcl: a list that is the one already there changes nothing, so no event follows. Evidence: fact sheet S3 §9.1, §10.5. */
import type { PutObjectAclOutput, PutObjectAclRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../kernel/operation.ts';
import { ownerOfObject } from '../acl-access.ts';
import { writtenAcl } from '../acl-writing.ts';
import { checkPublic } from '../acl.ts';
import { addressedBucket } from '../bucket-access.ts';
import { objectArn } from '../bucket.ts';
import { originOf } from '../event-record.ts';
import { foundObject } from '../found-object.ts';
import { aclChanged } from '../object-event.ts';
import { checkedKey } from '../object-key.ts';
import type { S3 } from '../s3.ts';

const ACTIONS = { current: 's3:PutObjectAcl', version: 's3:PutObjectVersionAcl', namesMarker: true } as const;

export const putObjectAcl: Operation<S3, PutObjectAclRequest, PutObjectAclOutput> = (s3, input, call) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  const key = checkedKey(input.Key);
  const version = foundObject(s3, call, bucket, key, input.VersionId, ACTIONS);
  const acl = writtenAcl(s3, bucket, ownerOfObject(s3, bucket, version.acl), input);
  checkPublic(s3, call, bucket, acl, 's3:PutObjectAcl', objectArn(bucket.name, key));
  if (JSON.stringify(acl) === JSON.stringify(version.acl)) return {};
  s3.kernel.store.transact(() => {
    s3.objects.setAcl(version, acl);
    s3.notifications.publish(bucket, aclChanged(version), originOf(call));
  });
  return {};
};
