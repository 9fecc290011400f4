/**
 * Reads and changes the tags of a version. The three operations differ in their actions and in how they name a key that
 * is not there: a read names the bucket too.
 *
 * Evidence: fact sheet S3 §1.3, §7, §9.1, §11.9.
 */
import type { Tag } from '@aws-sdk/client-s3';
import type { Call } from '../../kernel/operation.ts';
import { addressedBucket } from './bucket-access.ts';
import type { Bucket } from './bucket.ts';
import { originOf } from './event-record.ts';
import { foundObject, type ReadActions } from './found-object.ts';
import { tagsChanged } from './object-event.ts';
import { checkedKey } from './object-key.ts';
import type { ObjectVersion } from './object.ts';
import type { S3 } from './s3.ts';

export interface TaggedInput {
  readonly Bucket: string | undefined;
  readonly Key: string | undefined;
  readonly VersionId?: string | undefined;
  readonly ExpectedBucketOwner?: string | undefined;
}

export interface TaggedVersion {
  readonly bucket: Bucket;
  readonly version: ObjectVersion;
  /** `x-amz-version-id`, in a bucket that has versions. */
  readonly VersionId: string | undefined;
}

/** @throws AwsError NoSuchKey, NoSuchVersion, MethodNotAllowed, AccessDenied */
export function taggedVersion(s3: S3, input: TaggedInput, call: Call, actions: ReadActions): TaggedVersion {
  const bucket = addressedBucket(s3, call, input.Bucket, input.ExpectedBucketOwner);
  const version = foundObject(s3, call, bucket, checkedKey(input.Key), input.VersionId, actions);
  return { bucket, version, VersionId: bucket.versioning === undefined ? undefined : version.versionId };
}

/** Gives a version other tags, or none, and tells of it. */
export function changeTags(
  s3: S3,
  call: Call,
  { bucket, version }: TaggedVersion,
  tags: readonly Tag[] | undefined,
): void {
  s3.kernel.store.transact(() => {
    s3.objects.setTags(version, tags);
    const change = tags === undefined ? 'Delete' : 'Put';
    s3.notifications.publish(bucket, tagsChanged(version, change), originOf(call));
  });
}
