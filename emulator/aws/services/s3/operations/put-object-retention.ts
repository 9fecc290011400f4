/**
 * PutObjectRetention: a retention may always be lengthened; shortened or lifted only under governance and by those who
 * may bypass it. Evidence: fact sheet S3 §11.17.
 */
import type {
  ObjectLockRetention,
  PutObjectRetentionOutput,
  PutObjectRetentionRequest,
} from '@aws-sdk/client-s3';
import type { Instant } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { addressedBucket, allowObject } from '../bucket-access.ts';
import { malformedXml, objectLocked } from '../errors.ts';
import { foundObject } from '../found-object.ts';
import { checkedKey } from '../object-key.ts';
import { isRetentionMode, requireObjectLock, retainUntil } from '../object-lock.ts';
import type { Protection } from '../object.ts';
import type { S3 } from '../s3.ts';

const ACTIONS = { current: 's3:PutObjectRetention', version: 's3:PutObjectRetention' };

export const putObjectRetention: Operation<S3, PutObjectRetentionRequest, PutObjectRetentionOutput> = (
  s3,
  input,
  call,
) => {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  const key = checkedKey(input.Key);
  const wanted = wantedRetention(input.Retention, call.now);
  const version = foundObject(s3, call, bucket, key, input.VersionId, ACTIONS);
  requireObjectLock(bucket);
  const { mode, until = 0 } = version.protection ?? {};
  const weaker = (wanted.until ?? 0) < until || (mode === 'COMPLIANCE' && wanted.mode !== 'COMPLIANCE');
  if (mode !== undefined && until > call.now && weaker) {
    if (mode === 'COMPLIANCE' || input.BypassGovernanceRetention !== true) throw objectLocked();
    allowObject(s3, call, bucket, key, 's3:BypassGovernanceRetention');
  }
  const { legalHold } = version.protection ?? {};
  const kept = { ...wanted, ...(legalHold !== undefined && { legalHold }) };
  s3.objects.setProtection(version, Object.keys(kept).length === 0 ? undefined : kept);
  return {};
};

/** What the document says, which is read before anybody looks for the object. */
function wantedRetention(
  { Mode, RetainUntilDate }: ObjectLockRetention = {},
  now: Instant,
): Pick<Protection, 'mode' | 'until'> {
  if (Mode === undefined && RetainUntilDate === undefined) return {};
  if (Mode === undefined || RetainUntilDate === undefined || !isRetentionMode(Mode)) throw malformedXml();
  return { mode: Mode, until: retainUntil(RetainUntilDate.getTime(), now) };
}
