/**
 * CreateBucket.
 *
 * Evidence: fact sheet S3 §10.4, §10.5, §11.12. Making one's own bucket again is no error in us-east-1, unless tags come
 * with it; elsewhere it is. A public list is refused, since a new bucket blocks them: API reference "CreateBucket", and
 * S3's answer in emgarten/Sleet#180 (2024). The refusal of an unknown ownership, which does not repeat it, and of a
 * place that does not exist: answers that LocalStack recorded from AWS (test_s3_api.py, August 2023, and test_s3.py,
 * February 2026).
 * Gaps: no quota on the number of buckets; the account-regional namespace is not implemented.
 */
import type { CreateBucketOutput, CreateBucketRequest } from '@aws-sdk/client-s3';
import { notImplemented } from '../../../kernel/aws-error.ts';
import type { Call, Operation } from '../../../kernel/operation.ts';
import { newBucketAcl } from '../acl.ts';
import { isPublicGrant } from '../acl-grants.ts';
import { isBucketName } from '../bucket-name.ts';
import { bucketArn } from '../bucket.ts';
import {
  accessDenied,
  bucketAlreadyExists,
  bucketAlreadyOwnedByYou,
  illegalLocationConstraint,
  invalidArgument,
  invalidBucketName,
  invalidLocationConstraint,
  publicAclBlocked,
} from '../errors.ts';
import { hostRegion, isRegion } from '../region.ts';
import type { S3 } from '../s3.ts';
import { newBucketTags } from '../tagging.ts';

const OWNERSHIPS = ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'] as const;

const ALL_BLOCKED = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

export const createBucket: Operation<S3, CreateBucketRequest, CreateBucketOutput> = (s3, input, call) => {
  const name = input.Bucket ?? '';
  call.touches(name);
  if (call.principal.kind === 'anonymous') {
    throw accessDenied('Anonymous users cannot invoke this API. Please authenticate.');
  }
  if (!isBucketName(name)) throw invalidBucketName(name);
  if (input.BucketNamespace === 'account-regional')
    throw notImplemented('s3', 'account-regional bucket names');
  call.authorize({
    action: 's3:CreateBucket',
    resource: bucketArn(name),
    owner: call.scope.accountId,
  });
  const configuration = input.CreateBucketConfiguration;
  if (configuration?.Location !== undefined) throw notImplemented('s3', 'directory buckets');
  const { region, location } = placeOf(configuration?.LocationConstraint, call);
  const tags = newBucketTags(configuration?.Tags);
  const ownership = ownershipOf(input.ObjectOwnership);
  const acl = newBucketAcl(input, ownership, call.scope.accountId);
  if (acl?.grants.some(isPublicGrant) === true) throw publicAclBlocked();
  s3.kernel.store.transact(() => {
    const existing = s3.buckets.find(name);
    if (existing !== undefined) {
      if (existing.account !== call.scope.accountId) throw bucketAlreadyExists(name);
      if (existing.region !== 'us-east-1' || region !== 'us-east-1' || tags.length > 0) {
        throw bucketAlreadyOwnedByYou(name);
      }
      return;
    }
    const bucket = s3.buckets.add({
      name,
      location,
      account: call.scope.accountId,
      region,
      created: call.now,
      versioning: input.ObjectLockEnabledForBucket === true ? 'Enabled' : undefined,
      objectLock: input.ObjectLockEnabledForBucket === true,
    });
    s3.configs.put(bucket, 'publicAccessBlock', ALL_BLOCKED);
    s3.configs.put(bucket, 'ownership', { Rules: [{ ObjectOwnership: ownership }] });
    if (acl !== undefined) s3.configs.put(bucket, 'acl', acl);
    if (tags.length > 0) s3.configs.put(bucket, 'tags', tags);
  });
  return {
    Location: region === 'us-east-1' ? `/${name}` : `http://${name}.s3.amazonaws.com/`,
    BucketArn: bucketArn(name),
  };
};

interface Place {
  readonly region: string;
  /** The constraint as it will be returned; us-east-1 has none. */
  readonly location: string | undefined;
}

/**
 * Through the global endpoint, which is us-east-1's, buckets are made anywhere; a regional one makes its own and does not
 * ask whether another place exists.
 */
function placeOf(constraint: string | undefined, call: Call): Place {
  const { region } = call.scope;
  if (region === 'us-east-1') {
    if (constraint === undefined) return { region, location: undefined };
    const isElsewhere = constraint === 'EU' || (constraint !== 'us-east-1' && isRegion(constraint));
    if (!isElsewhere) throw invalidLocationConstraint(constraint);
  }
  const wanted = constraint === 'EU' ? 'eu-west-1' : constraint;
  const isGlobal = region === 'us-east-1' && hostRegion(call.wire?.headers['host']) === undefined;
  if (wanted === undefined || (wanted !== region && !isGlobal)) throw illegalLocationConstraint(constraint);
  return { region: wanted, location: constraint };
}

function ownershipOf(text: string | undefined): (typeof OWNERSHIPS)[number] {
  if (text === undefined) return 'BucketOwnerEnforced';
  const ownership = OWNERSHIPS.find((known) => known === text);
  if (ownership !== undefined) return ownership;
  throw invalidArgument(`Invalid x-amz-object-ownership header: ${text}`, 'x-amz-object-ownership');
}
