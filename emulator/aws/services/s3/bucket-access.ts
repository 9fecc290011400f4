/**
 * Finds the bucket a request addresses and asks whether its caller may do what it is about to do.
 *
 * A key that is not there is a 404 only to callers who could have listed it; to others S3 says that they lack
 * `s3:ListBucket`. With RestrictPublicBuckets a public policy lets in nobody from outside the account but AWS services.
 *
 * Evidence: fact sheet S3 §1.5, §10.1, §10.4, §11.13.
 */
import type { AccessRequest, ConditionContext } from '../../kernel/access.ts';
import type { AwsError } from '../../kernel/aws-error.ts';
import type { Call } from '../../kernel/operation.ts';
import { isGranted, ownerOfObject } from './acl-access.ts';
import type { Acl } from './acl-grants.ts';
import { isOldBucketName } from './bucket-name.ts';
import { bucketArn, canonicalId, objectArn, type Bucket } from './bucket.ts';
import {
  accessDenied,
  invalidBucketName,
  invalidBucketOwner,
  methodNotAllowed,
  noSuchBucket,
  noSuchKey,
  permanentRedirect,
} from './errors.ts';
import { hostRegion } from './region.ts';
import { requestContext } from './request-context.ts';
import { checkPayer } from './requester-pays.ts';
import type { S3 } from './s3.ts';

/**
 * The bucket a request names.
 *
 * @param expectedOwner the header `x-amz-expected-bucket-owner`
 * @throws AwsError NoSuchBucket, InvalidBucketName, PermanentRedirect, AccessDenied, InvalidBucketOwnerAWSAccountID
 */
export function addressedBucket(
  s3: S3,
  call: Call,
  name: string | undefined,
  expectedOwner?: string,
): Bucket {
  const bucket = namedBucket(s3, call, name);
  call.touches(bucket.name);
  s3.watched.watch(call, bucket);
  if (expectedOwner !== undefined) checkOwner(bucket, expectedOwner);
  return bucket;
}

/** A second bucket that a request names: a copy's source. */
export function namedBucket(s3: S3, call: Call, name = ''): Bucket {
  const bucket = s3.buckets.find(name);
  if (bucket === undefined) throw isOldBucketName(name) ? noSuchBucket(name) : invalidBucketName(name);
  const asked = askedRegion(call);
  if (asked !== undefined && asked !== bucket.region) throw permanentRedirect(name, bucket.region);
  checkPayer(s3, call, bucket);
  return bucket;
}

/** The region that the signature is for, or the host's where there is no signature of such a kind. */
const askedRegion = ({ authentication, scope, wire }: Call): string | undefined =>
  authentication?.region === undefined ? hostRegion(wire?.headers['host']) : scope.region;

/** @throws AwsError AccessDenied, InvalidBucketOwnerAWSAccountID */
export function checkOwner(bucket: Bucket, expected: string): void {
  if (!/^\d{12}$/.test(expected)) throw invalidBucketOwner(expected);
  if (expected !== bucket.account) throw accessDenied();
}

/** @throws AwsError AccessDenied */
export function allowBucket(
  s3: S3,
  call: Call,
  bucket: Bucket,
  action: string,
  context?: ConditionContext,
): void {
  call.authorize(accessRequest(s3, call, bucket, action, bucketArn(bucket.name), context));
}

/**
 * @param acl of the object that is there
 * @throws AwsError AccessDenied
 */
export function allowObject(
  s3: S3,
  call: Call,
  bucket: Bucket,
  key: string,
  action: string,
  context?: ConditionContext,
  acl?: Acl,
): void {
  call.authorize(accessRequest(s3, call, bucket, action, objectArn(bucket.name, key), context, acl));
}

/** NoSuchKey, or AccessDenied to a caller who must not learn what keys there are. */
export function missingKey(
  s3: S3,
  call: Call,
  bucket: Bucket,
  key: string,
  headers?: Readonly<Record<string, string>>,
): AwsError {
  allowBucket(s3, call, bucket, 's3:ListBucket', { 's3:prefix': key });
  return noSuchKey(key, headers);
}

/**
 * A bucket's policy is its own account's affair, whatever the policy itself allows others.
 *
 * @throws AwsError MethodNotAllowed
 */
export function ownersOnly({ principal, wire }: Call, bucket: Bucket): void {
  if (principal.kind === 'user' && principal.accountId !== bucket.account) {
    throw methodNotAllowed(wire?.method ?? 'GET', 'BUCKETPOLICY', {});
  }
}

function accessRequest(
  s3: S3,
  call: Call,
  bucket: Bucket,
  action: string,
  resource: string,
  context: ConditionContext | undefined,
  acl?: Acl,
): AccessRequest {
  const policy = s3.configs.get(bucket, 'policy');
  const owner = ownerOfObject(s3, bucket, acl);
  const granted = isGranted(s3, bucket, call.principal, action, acl);
  if (policy === undefined) return { action, resource, owner, granted };
  const restricted =
    policy.public && s3.configs.get(bucket, 'publicAccessBlock')?.RestrictPublicBuckets === true;
  return {
    action,
    resource,
    owner,
    granted,
    // Of what others own in its bucket, the bucket's owner can only keep people away.
    policyOnlyDenies: owner !== bucket.account,
    policy: policy.text,
    context: { ...requestContext(call), ...context },
    publicAllowed: !restricted,
    ...(call.principal.kind === 'user' && { canonicalId: canonicalId(call.principal.accountId) }),
  };
}
