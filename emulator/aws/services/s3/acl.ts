/**
 * The access control lists that requests ask for. Under BucketOwnerEnforced, the default, they are refused, except
 * where they say what is so anyway. Under the other ownerships an object belongs to its writer, or to the bucket's
 * owner where the writer says so and the bucket prefers it.
 *
 * Evidence: fact sheet S3 §10.4, §10.5 (recorded 2026-02).
 * Gaps: an object that nobody signed for belongs to the bucket's owner (AWS: to a canonical id of its own); listings
 * name the bucket's owner for every object.
 */
import type { AccessControlPolicy, Grant, ObjectOwnership, Owner } from '@aws-sdk/client-s3';
import type { Call } from '../../kernel/operation.ts';
import { isEnforced } from './acl-access.ts';
import {
  cannedGrants,
  documentGrants,
  headerGrants,
  isOwnersAlone,
  isPublicGrant,
  ownersGrants,
  type Acl,
  type GrantHeaders,
} from './acl-grants.ts';
import { allowObject } from './bucket-access.ts';
import { bucketArn, canonicalId, objectArn, type Bucket } from './bucket.ts';
import {
  accessDenied,
  aclNotSupported,
  invalidArgument,
  invalidBucketAcl,
  invalidRequest,
  malformedAcl,
} from './errors.ts';
import type { S3 } from './s3.ts';

export interface AclHeaders extends GrantHeaders {
  readonly ACL?: string | undefined;
}

/**
 * The list that a new object gets: undefined where its owner is the bucket's and nobody else has a say. Asking for one
 * is a right of its own.
 *
 * @throws AwsError AccessDenied, AccessControlListNotSupported, InvalidRequest, InvalidArgument
 */
export function newObjectAcl(
  s3: S3,
  call: Call,
  bucket: Bucket,
  key: string,
  input: AclHeaders,
): Acl | undefined {
  const asked = input.ACL !== undefined || hasGrants(input);
  if (asked) {
    allowObject(s3, call, bucket, key, 's3:PutObjectAcl');
    checkHeaders(input);
  }
  if (isEnforced(s3, bucket)) {
    if (asked && input.ACL !== 'bucket-owner-full-control') throw aclNotSupported();
    return undefined;
  }
  const owner = writersAccount(s3, call, bucket, input);
  const acl = askedAcl(owner, bucket, input);
  checkPublic(s3, call, bucket, acl, 's3:PutObject', objectArn(bucket.name, key));
  return owner === bucket.account && isOwnersAlone(acl) ? undefined : acl;
}

/** @throws AwsError InvalidBucketAclWithObjectOwnership, InvalidArgument */
export function newBucketAcl(
  input: AclHeaders,
  ownership: ObjectOwnership,
  account: string,
): Acl | undefined {
  if (input.ACL === undefined && !hasGrants(input)) return undefined;
  checkHeaders(input);
  const grants = hasGrants(input)
    ? headerGrants(input)
    : cannedGrants(input.ACL ?? 'private', account, account);
  const acl = { owner: account, grants };
  if (isOwnersAlone(acl)) return undefined;
  if (ownership === 'BucketOwnerEnforced') throw invalidBucketAcl();
  return acl;
}

/**
 * What a request that sets a list asks for by its headers; undefined where it says only what is so anyway.
 *
 * @throws AwsError AccessControlListNotSupported, InvalidRequest, InvalidArgument
 */
export function aclOfHeaders(s3: S3, bucket: Bucket, owner: string, input: AclHeaders): Acl | undefined {
  checkHeaders(input);
  if (isEnforced(s3, bucket)) {
    if (hasGrants(input) || input.ACL !== 'bucket-owner-full-control') throw aclNotSupported();
    return undefined;
  }
  return unlessOwnersAlone(askedAcl(owner, bucket, input), bucket);
}

/** @throws AwsError AccessControlListNotSupported, MalformedACLError, InvalidArgument, MethodNotAllowed */
export function aclOfDocument(
  s3: S3,
  bucket: Bucket,
  owner: string,
  policy: AccessControlPolicy,
): Acl | undefined {
  const grants = documentGrants(policy.Grants ?? []);
  if (policy.Owner?.ID === undefined) throw malformedAcl();
  if (policy.Owner.ID !== canonicalId(owner)) {
    throw invalidArgument('Invalid id', 'CanonicalUser/ID', policy.Owner.ID);
  }
  const acl = unlessOwnersAlone({ owner, grants }, bucket);
  if (acl !== undefined && isEnforced(s3, bucket)) throw aclNotSupported();
  return acl;
}

const unlessOwnersAlone = (acl: Acl, bucket: Bucket): Acl | undefined =>
  acl.owner === bucket.account && isOwnersAlone(acl) ? undefined : acl;

/** @throws AwsError AccessDenied where the bucket blocks public lists */
export function checkPublic(
  s3: S3,
  { principal }: Call,
  bucket: Bucket,
  acl: Acl | undefined,
  action: string,
  resource: string = bucketArn(bucket.name),
): void {
  if (acl === undefined || !acl.grants.some(isPublicGrant)) return;
  if (s3.configs.get(bucket, 'publicAccessBlock')?.BlockPublicAcls !== true) return;
  if (principal.kind !== 'user' || principal.accountId !== bucket.account) throw accessDenied();
  throw accessDenied(
    `User: ${principal.arn} is not authorized to perform: ${action} on resource: "${resource}" because public ACLs are prevented by the BlockPublicAcls setting in S3 Block Public Access.`,
  );
}

/** A list as it is shown. */
export function shownAcl(
  s3: S3,
  bucket: Bucket,
  acl: Acl | undefined,
): { readonly Owner: Owner; readonly Grants: Grant[] } {
  const counts = acl !== undefined && !isEnforced(s3, bucket);
  const owner = counts ? acl.owner : bucket.account;
  return { Owner: { ID: canonicalId(owner) }, Grants: [...(counts ? acl.grants : ownersGrants(owner))] };
}

export const hasGrants = (input: AclHeaders): boolean =>
  (input.GrantFullControl ??
    input.GrantRead ??
    input.GrantReadACP ??
    input.GrantWrite ??
    input.GrantWriteACP) !== undefined;

function checkHeaders(input: AclHeaders): void {
  if (input.ACL === undefined) return;
  if (hasGrants(input)) {
    throw invalidRequest('Specifying both Canned ACLs and Header Grants is not allowed');
  }
  cannedGrants(input.ACL, '', '');
}

const askedAcl = (owner: string, bucket: Bucket, input: AclHeaders): Acl => ({
  owner,
  grants: hasGrants(input)
    ? headerGrants(input)
    : cannedGrants(input.ACL ?? 'private', owner, bucket.account),
});

/** Whose the object will be. */
function writersAccount(s3: S3, { principal }: Call, bucket: Bucket, { ACL }: AclHeaders): string {
  if (principal.kind !== 'user') return bucket.account;
  const [rule] = s3.configs.get(bucket, 'ownership')?.Rules ?? [];
  const handedOver = rule?.ObjectOwnership === 'BucketOwnerPreferred' && ACL === 'bucket-owner-full-control';
  return handedOver ? bucket.account : principal.accountId;
}
