/**
 * Access control lists, in the state AWS has left them in: under BucketOwnerEnforced, the default, they are refused,
 * except where they say what is so anyway. Reading one always works and shows the bucket's owner in full control.
 *
 * Evidence: fact sheet S3 §10.5 (recorded 2026-02).
 * Gaps: with another object ownership, lists that grant anything to anyone but the owner answer 501; the owner's own
 * full control is accepted.
 */
import type { AccessControlPolicy, Grant, ObjectOwnership } from '@aws-sdk/client-s3';
import { notImplemented } from '../../kernel/aws-error.ts';
import type { Call } from '../../kernel/operation.ts';
import { allowObject } from './bucket-access.ts';
import { canonicalId, type Bucket } from './bucket.ts';
import {
  aclNotSupported,
  invalidArgument,
  invalidBucketAcl,
  invalidRequest,
  malformedAcl,
} from './errors.ts';
import type { S3 } from './s3.ts';

const CANNED = [
  'private',
  'public-read',
  'public-read-write',
  'authenticated-read',
  'aws-exec-read',
  'bucket-owner-read',
  'bucket-owner-full-control',
  'log-delivery-write',
] as const;

/** Canned lists that leave everything to the owner. */
const HARMLESS: readonly string[] = ['private', 'bucket-owner-full-control', 'bucket-owner-read'];

export interface AclHeaders {
  readonly ACL?: string | undefined;
  readonly GrantFullControl?: string | undefined;
  readonly GrantRead?: string | undefined;
  readonly GrantReadACP?: string | undefined;
  readonly GrantWrite?: string | undefined;
  readonly GrantWriteACP?: string | undefined;
}

/**
 * The list that a new object is to have, by header: a right of its own, and refused where the bucket's owner owns
 * everything.
 *
 * @throws AwsError AccessDenied, AccessControlListNotSupported, InvalidRequest, InvalidArgument, NotImplemented
 */
export function checkObjectAcl(s3: S3, call: Call, bucket: Bucket, key: string, input: AclHeaders): void {
  if (input.ACL === undefined && !hasGrants(input)) return;
  allowObject(s3, call, bucket, key, 's3:PutObjectAcl');
  refuseAclHeaders(s3, bucket, input);
}

/** A bucket whose owner owns everything takes no list. */
export function refuseAclHeaders(s3: S3, bucket: Bucket, input: AclHeaders): void {
  if (input.ACL === undefined && !hasGrants(input)) return;
  checkHeaders(input);
  if (isEnforced(s3, bucket)) {
    if (hasGrants(input) || input.ACL !== 'bucket-owner-full-control') throw aclNotSupported();
  } else refuseSharing(input);
}

/** @throws AwsError InvalidBucketAclWithObjectOwnership, InvalidArgument, NotImplemented */
export function checkNewBucketAcl(input: AclHeaders, ownership: ObjectOwnership): void {
  if (input.ACL === undefined && !hasGrants(input)) return;
  checkHeaders(input);
  if (ownership === 'BucketOwnerEnforced') {
    if (hasGrants(input) || !HARMLESS.includes(input.ACL ?? '')) throw invalidBucketAcl();
  } else refuseSharing(input);
}

/** @throws AwsError AccessControlListNotSupported, MalformedACLError, NotImplemented */
export function checkAclBody(s3: S3, bucket: Bucket, policy: AccessControlPolicy): void {
  const grants = policy.Grants ?? [];
  if (grants.length > 100 || policy.Owner?.ID === undefined) throw malformedAcl();
  if (policy.Owner.ID !== canonicalId(bucket.account)) {
    throw invalidArgument('Invalid id', 'CanonicalUser/ID', policy.Owner.ID);
  }
  const owners = grants.every((grant) => isOwners(grant, bucket));
  if (owners && grants.some(({ Permission }) => Permission === 'FULL_CONTROL')) return;
  if (isEnforced(s3, bucket)) throw aclNotSupported();
  throw notImplemented('s3', 'access control lists that grant anything to anyone but the owner');
}

/** The list of a bucket or object whose owner alone has a say. */
export function ownersAcl(bucket: Bucket): { Owner: { ID: string }; Grants: Grant[] } {
  const ID = canonicalId(bucket.account);
  return { Owner: { ID }, Grants: [{ Grantee: { Type: 'CanonicalUser', ID }, Permission: 'FULL_CONTROL' }] };
}

const isEnforced = (s3: S3, bucket: Bucket): boolean =>
  s3.configs.get(bucket, 'ownership')?.Rules?.[0]?.ObjectOwnership === 'BucketOwnerEnforced';

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
  if (!(CANNED as readonly string[]).includes(input.ACL)) throw invalidArgument('', 'x-amz-acl', input.ACL);
}

function refuseSharing(input: AclHeaders): void {
  if (!hasGrants(input) && HARMLESS.includes(input.ACL ?? '')) return;
  throw notImplemented('s3', 'access control lists that grant anything to anyone but the owner');
}

const isOwners = ({ Grantee }: Grant, bucket: Bucket): boolean =>
  Grantee?.Type === 'CanonicalUser' && Grantee.ID === canonicalId(bucket.account);
