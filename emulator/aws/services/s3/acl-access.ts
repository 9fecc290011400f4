/**
 * Whom access control lists let in. A list of the bucket speaks of listing and writing, a list of an object of reading
 * it; everything else is for policies. Under BucketOwnerEnforced lists do not count, and what IgnorePublicAcls ignores
 * is not there.
 *
 * Evidence: fact sheet S3 §10.4, §10.5; User Guide "Mapping of ACL permissions and access policy permissions".
 */
import type { Grant, Permission } from '@aws-sdk/client-s3';
import type { Principal } from '../../kernel/scope.ts';
import { ALL_USERS, AUTHENTICATED_USERS, isPublicGrant, LOG_DELIVERY, type Acl } from './acl-grants.ts';
import { canonicalId, type Bucket } from './bucket.ts';
import type { S3 } from './s3.ts';

/** What of a bucket's list covers an action. */
const OF_BUCKETS: Readonly<Partial<Record<string, Permission>>> = {
  's3:ListBucket': 'READ',
  's3:ListBucketVersions': 'READ',
  's3:ListBucketMultipartUploads': 'READ',
  's3:PutObject': 'WRITE',
  's3:DeleteObject': 'WRITE',
  's3:GetBucketAcl': 'READ_ACP',
  's3:PutBucketAcl': 'WRITE_ACP',
  // A writer may say what list its object is to have.
  's3:PutObjectAcl': 'WRITE',
};

/** What of an object's list does. */
const OF_OBJECTS: Readonly<Partial<Record<string, Permission>>> = {
  's3:GetObject': 'READ',
  's3:GetObjectVersion': 'READ',
  's3:GetObjectAcl': 'READ_ACP',
  's3:GetObjectVersionAcl': 'READ_ACP',
  's3:PutObjectAcl': 'WRITE_ACP',
  's3:PutObjectVersionAcl': 'WRITE_ACP',
};

/** Whether the bucket's owner owns everything in it and no list counts. */
export const isEnforced = (s3: S3, bucket: Bucket): boolean =>
  s3.configs.get(bucket, 'ownership')?.Rules?.[0]?.ObjectOwnership === 'BucketOwnerEnforced';

/** The account an object belongs to. */
export const ownerOfObject = (s3: S3, bucket: Bucket, acl: Acl | undefined): string =>
  acl === undefined || isEnforced(s3, bucket) ? bucket.account : acl.owner;

/** @param acl of the object that is acted upon; undefined where it is the bucket, or has no list of its own */
export function isGranted(
  s3: S3,
  bucket: Bucket,
  principal: Principal,
  action: string,
  acl: Acl | undefined,
): boolean {
  if (isEnforced(s3, bucket)) return false;
  const ofObject = acl !== undefined && OF_OBJECTS[action] !== undefined;
  const wanted = ofObject ? OF_OBJECTS[action] : OF_BUCKETS[action];
  const list = ofObject ? acl : s3.configs.get(bucket, 'acl');
  if (wanted === undefined || list === undefined) return false;
  const ignored = s3.configs.get(bucket, 'publicAccessBlock')?.IgnorePublicAcls === true;
  return list.grants.some(
    (grant) =>
      (grant.Permission === wanted || grant.Permission === 'FULL_CONTROL') &&
      !(ignored && isPublicGrant(grant)) &&
      means(grant, principal),
  );
}

function means({ Grantee: grantee }: Grant, principal: Principal): boolean {
  if (grantee?.URI === ALL_USERS) return true;
  if (principal.kind === 'service') {
    return grantee?.URI === LOG_DELIVERY && principal.service === 'logging.s3.amazonaws.com';
  }
  if (principal.kind === 'anonymous') return false;
  return grantee?.URI === AUTHENTICATED_USERS || grantee?.ID === canonicalId(principal.accountId);
}
