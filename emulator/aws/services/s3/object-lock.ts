/**
 * Object Lock: versions that cannot be deleted before a date, or while a hold is on.
 *
 * Evidence: fact sheet S3 §11.17 (recorded 2026-02).
 * Gaps: event holds (2026) are not implemented.
 */
import type { ObjectLockLegalHoldStatus, ObjectLockRetentionMode, ObjectLockRule } from '@aws-sdk/client-s3';
import { days, type Instant } from '../../kernel/instant.ts';
import type { Call } from '../../kernel/operation.ts';
import type { BodyDemands } from './body-demands.ts';
import { allowObject } from './bucket-access.ts';
import type { Bucket } from './bucket.ts';
import { invalidArgument, invalidRequest, objectLocked } from './errors.ts';
import type { ObjectVersion, Protection } from './object.ts';
import { pacificTime } from './pacific-time.ts';
import type { S3 } from './s3.ts';

export interface LockInput {
  readonly ObjectLockMode?: string | undefined;
  readonly ObjectLockRetainUntilDate?: Date | undefined;
  readonly ObjectLockLegalHoldStatus?: string | undefined;
}

const MODES = ['GOVERNANCE', 'COMPLIANCE'];
const HOLDS = ['ON', 'OFF'];

/**
 * The protection that a new version gets: what the request asks for, else the bucket's default.
 *
 * @throws AwsError InvalidRequest, InvalidArgument, AccessDenied
 */
export function protectionFor(
  s3: S3,
  call: Call,
  bucket: Bucket,
  key: string,
  input: LockInput,
  demands?: BodyDemands,
): Protection | undefined {
  const { ObjectLockMode, ObjectLockRetainUntilDate, ObjectLockLegalHoldStatus } = input;
  const asked = ObjectLockMode ?? ObjectLockRetainUntilDate ?? ObjectLockLegalHoldStatus;
  if (!bucket.objectLock && asked === undefined) return undefined;
  requireObjectLock(bucket);
  const retention = requestedRetention(input, call.now);
  if (retention !== undefined) allowObject(s3, call, bucket, key, 's3:PutObjectRetention');
  const legalHold = legalHoldOf(ObjectLockLegalHoldStatus);
  if (legalHold !== undefined) allowObject(s3, call, bucket, key, 's3:PutObjectLegalHold');
  const fallback = defaultRetention(s3.configs.get(bucket, 'objectLock'), call.now);
  const protection = { ...(retention ?? fallback), ...(legalHold !== undefined && { legalHold }) };
  if (Object.keys(protection).length === 0) return undefined;
  if (demands !== undefined && demands.contentMd5 === undefined && demands.algorithm === undefined) {
    throw invalidRequest(
      'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters',
    );
  }
  return protection;
}

/** @throws AwsError InvalidRequest */
export function requireObjectLock(bucket: Bucket): void {
  if (!bucket.objectLock) throw invalidRequest('Bucket is missing Object Lock Configuration');
}

function requestedRetention(
  { ObjectLockMode: mode, ObjectLockRetainUntilDate: until }: LockInput,
  now: Instant,
): Protection | undefined {
  if (mode === undefined && until === undefined) return undefined;
  if (mode === undefined || until === undefined) {
    throw invalidArgument(
      'x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied',
      mode === undefined ? 'x-amz-object-lock-mode' : 'x-amz-object-lock-retain-until-date',
    );
  }
  return { mode: retentionMode(mode), until: retainUntil(until.getTime(), now) };
}

export const isRetentionMode = (mode: string): mode is ObjectLockRetentionMode => MODES.includes(mode);

function retentionMode(mode: string): ObjectLockRetentionMode {
  if (!isRetentionMode(mode)) {
    throw invalidArgument('Unknown wormMode directive.', 'x-amz-object-lock-mode', mode);
  }
  return mode;
}

/** @throws AwsError InvalidArgument */
export function retainUntil(until: Instant, now: Instant): Instant {
  if (until <= now) {
    throw invalidArgument(
      'The retain until date must be in the future!',
      'RetainUntilDate',
      pacificTime(until),
    );
  }
  return until;
}

function legalHoldOf(status: string | undefined): ObjectLockLegalHoldStatus | undefined {
  if (status === undefined) return undefined;
  if (!HOLDS.includes(status)) {
    throw invalidArgument('Legal Hold must be either of: ON, OFF', 'x-amz-object-lock-legal-hold', status);
  }
  return status as ObjectLockLegalHoldStatus;
}

function defaultRetention(rule: ObjectLockRule | undefined, now: Instant): Protection | undefined {
  const { Mode: mode, Days, Years } = rule?.DefaultRetention ?? {};
  if (mode === undefined) return undefined;
  return { mode, until: now + days(Days ?? (Years ?? 0) * 365) };
}

/** Whether the version may not be deleted, whoever asks; `bypass` lifts governance. */
export function isProtected({ protection }: ObjectVersion, now: Instant, bypass: boolean): boolean {
  if (protection === undefined) return false;
  if (protection.legalHold === 'ON') return true;
  if (protection.until === undefined || protection.until <= now) return false;
  return protection.mode === 'COMPLIANCE' || !bypass;
}

/**
 * Refuses the permanent removal of a protected version.
 *
 * @param bypass the header `x-amz-bypass-governance-retention`
 * @throws AwsError AccessDenied, InvalidArgument
 */
export function checkRemovable(
  s3: S3,
  call: Call,
  bucket: Bucket,
  version: ObjectVersion,
  bypass: boolean | undefined,
): void {
  if (version.protection === undefined) return;
  const bypassing = bypass === true && version.protection.mode === 'GOVERNANCE';
  if (bypassing) allowObject(s3, call, bucket, version.key, 's3:BypassGovernanceRetention');
  if (isProtected(version, call.now, bypassing)) {
    throw objectLocked();
  }
}

/** @throws AwsError InvalidArgument */
export function checkBypassHeader(bucket: Bucket, bypass: boolean | undefined): void {
  if (bypass === undefined || bucket.objectLock) return;
  throw invalidArgument(
    'x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets.',
    'x-amz-bypass-governance-retention',
  );
}
