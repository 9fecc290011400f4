/**
 * Deletes a key or one of its versions, with what S3 answers and tells others. DeleteObject and DeleteObjects do this,
 * once and many times.
 *
 * Evidence: fact sheet S3 §7, §9.1, §11.3, §11.8. A key that is not there is deleted with success and without an event.
 */
import type { Call } from '../../kernel/operation.ts';
import { allowObject } from './bucket-access.ts';
import type { Bucket } from './bucket.ts';
import { matches } from './conditions.ts';
import { noSuchKey, preconditionFailed } from './errors.ts';
import { originOf } from './event-record.ts';
import { markerCreated, objectRemoved } from './object-event.ts';
import { checkRemovable } from './object-lock.ts';
import { NULL_VERSION, type ObjectVersion } from './object.ts';
import type { S3 } from './s3.ts';

export interface ObjectDeletion {
  readonly key: string;
  /** Already judged well-formed. */
  readonly versionId: string | undefined;
  readonly ifMatch: string | undefined;
  /** `x-amz-bypass-governance-retention` */
  readonly bypass: boolean | undefined;
}

export interface DeletedVersion {
  /** `x-amz-version-id` */
  readonly versionId: string | undefined;
  /** A marker was written, or the version that is gone was one. */
  readonly marker: boolean;
}

/** @throws AwsError AccessDenied, PreconditionFailed, NoSuchKey */
export function deleteFrom(s3: S3, call: Call, bucket: Bucket, deletion: ObjectDeletion): DeletedVersion {
  const { key, versionId } = deletion;
  const action = versionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion';
  const context = versionId === undefined ? undefined : { 's3:versionid': versionId };
  allowObject(s3, call, bucket, key, action, context);
  return versionId === undefined
    ? deleteKey(s3, call, bucket, deletion)
    : deleteVersion(s3, call, bucket, deletion, versionId);
}

function deleteKey(s3: S3, call: Call, bucket: Bucket, { key, ifMatch }: ObjectDeletion): DeletedVersion {
  if (ifMatch !== undefined) checkIfMatch(s3.objects.newest(bucket, key), key, ifMatch);
  const { marker, removed } = s3.objects.delete(bucket, key, call.now);
  const origin = originOf(call);
  if (marker !== undefined) {
    s3.notifications.publish(bucket, markerCreated(marker), origin);
    return { versionId: marker.versionId, marker: true };
  }
  if (removed !== undefined) s3.notifications.publish(bucket, objectRemoved(removed), origin);
  return { versionId: undefined, marker: false };
}

function deleteVersion(
  s3: S3,
  call: Call,
  bucket: Bucket,
  { key, ifMatch, bypass }: ObjectDeletion,
  versionId: string,
): DeletedVersion {
  const version = s3.objects.version(bucket, key, versionId);
  if (ifMatch !== undefined) checkIfMatch(version, key, ifMatch);
  if (version !== undefined) {
    checkRemovable(s3, call, bucket, version, bypass);
    s3.objects.remove(bucket, version);
    s3.notifications.publish(bucket, objectRemoved(version), originOf(call));
  }
  const named = bucket.versioning === undefined && versionId === NULL_VERSION ? undefined : versionId;
  return { versionId: named, marker: version?.marker ?? false };
}

function checkIfMatch(version: ObjectVersion | undefined, key: string, ifMatch: string): void {
  if (version === undefined || version.marker) throw noSuchKey(key);
  if (!matches(ifMatch, version.etag)) throw preconditionFailed('If-Match');
}
