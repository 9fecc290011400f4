/**
 * The version a reader means, or the refusal it gets instead: each kind of absence has its own.
 *
 * Evidence: fact sheet S3 §7, §8.6, §10.1 (recorded 2026-02). Changes of the tags and the list of a key that is deleted,
 * and what is missing from a bucket whose own list lets the reader in: answers that LocalStack recorded from AWS
 * (test_s3_api.py, January 2025, and test_s3.py, February 2026).
 */
import { toRfc1123, type Instant } from '../../kernel/instant.ts';
import type { Call } from '../../kernel/operation.ts';
import { allowObject, missingKey } from './bucket-access.ts';
import type { Bucket } from './bucket.ts';
import { countRequest } from './class-charges.ts';
import { invalidObjectState, methodNotAllowed, noSuchVersion } from './errors.ts';
import type { ObjectVersion } from './object.ts';
import { existingTagContext } from './request-context.ts';
import type { S3 } from './s3.ts';
import { isArchived } from './storage-class.ts';
import { requestedVersion } from './version-id.ts';

/** Actions that differ when a version is named. */
export interface ReadActions {
  readonly current: string;
  readonly version: string;
  /** Whether a key that is deleted is refused as the marker it ends with, rather than as no key. */
  readonly namesMarker?: true;
}

/**
 * Finds a readable version and asks whether the caller may act on it.
 *
 * @throws AwsError NoSuchKey, NoSuchVersion, MethodNotAllowed, InvalidArgument, AccessDenied
 */
export function foundObject(
  s3: S3,
  call: Call,
  bucket: Bucket,
  key: string,
  versionId: string | undefined,
  actions: ReadActions,
): ObjectVersion {
  const wanted = requestedVersion(versionId, bucket.versioning !== undefined);
  const version = s3.objects.find(bucket, key, wanted);
  const action = wanted === undefined ? actions.current : actions.version;
  const tagged = existingTagContext(version?.tags);
  const context = wanted === undefined ? tagged : { ...tagged, 's3:versionid': wanted };
  // What is not there has no list that could refuse: its readers are those of the bucket.
  const acl = version === undefined || version.marker ? s3.configs.get(bucket, 'acl') : version.acl;
  allowObject(s3, call, bucket, key, action, context, acl);
  if (version === undefined) {
    throw wanted === undefined ? missingKey(s3, call, bucket, key) : noSuchVersion(key, wanted);
  }
  countRequest(call, version.storageClass);
  if (!version.marker) return version;
  const headers = { 'x-amz-delete-marker': 'true', 'x-amz-version-id': version.versionId };
  if (wanted === undefined && actions.namesMarker !== true) throw missingKey(s3, call, bucket, key, headers);
  const method = call.wire?.method ?? 'GET';
  throw methodNotAllowed(method, 'DeleteMarker', {
    ...headers,
    'last-modified': toRfc1123(version.modified),
    allow: 'DELETE',
  });
}

/**
 * Archived bytes can only be read from a restored copy.
 *
 * @throws AwsError InvalidObjectState
 */
export function checkRetrievable({ storageClass, restore }: ObjectVersion, now: Instant): void {
  if (!isArchived(storageClass)) return;
  if (restore === undefined || restore.ready > now || restore.expires <= now) {
    throw invalidObjectState(storageClass);
  }
}
