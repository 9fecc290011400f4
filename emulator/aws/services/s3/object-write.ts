/**
 * The moment an object comes into being, for every way it can: the bucket and the conditions are looked at once more,
 * the version is written and its event handed to the outbox, all in one synchronous transaction. Between the first look
 * and the last write nothing else runs, so of two conditional writers exactly one wins.
 */
import { wholeSeconds } from '../../kernel/instant.ts';
import type { Call } from '../../kernel/operation.ts';
import { canonicalId, type Bucket } from './bucket.ts';
import { countRequest } from './class-charges.ts';
import { checkWrite, type WriteConditions } from './conditions.ts';
import { originOf } from './event-record.ts';
import { expirationHeader } from './lifecycle-schedule.ts';
import { objectCreated, type CreationMethod } from './object-event.ts';
import type { ObjectDraft, ObjectVersion } from './object.ts';
import type { Content } from './objects.ts';
import type { S3 } from './s3.ts';

export interface ObjectWrite {
  /** By name: it may have been deleted, or its versioning changed, while the body was on its way. */
  readonly bucket: string;
  readonly draft: ObjectDraft;
  readonly content: Content;
  readonly conditions: WriteConditions;
  readonly method: CreationMethod;
  /** Runs in the transaction once the conditions hold and before anything is written. */
  readonly before?: () => void;
}

export interface WrittenObject {
  readonly version: ObjectVersion;
  /** `x-amz-version-id`: only a bucket with versioning enabled names what it has written. */
  readonly VersionId: string | undefined;
  /** `x-amz-expiration` */
  readonly Expiration: string | undefined;
}

/** @throws AwsError NoSuchBucket, PreconditionFailed, NoSuchKey; a staged body is then discarded */
export function writeObject(s3: S3, call: Call, write: ObjectWrite): WrittenObject {
  const { draft, content, conditions } = write;
  const { store, blobs } = s3.kernel;
  countRequest(call, draft.storageClass);
  try {
    return store.transact(() => {
      const bucket = s3.buckets.get(write.bucket);
      if (conditions.IfMatch !== undefined || conditions.IfNoneMatch !== undefined) {
        checkWrite(s3.objects.newest(bucket, draft.key), draft.key, conditions);
      }
      write.before?.();
      const version = s3.objects.write(bucket, draft, content);
      if (s3.notifications.listens(bucket)) {
        s3.notifications.publish(bucket, objectCreated(write.method, version), originOf(call));
      }
      return {
        version,
        VersionId: bucket.versioning === 'Enabled' ? version.versionId : undefined,
        Expiration: expirationHeader(s3, bucket, version),
      };
    });
  } catch (error) {
    if ('blob' in content) blobs.discard(content.blob);
    throw error;
  }
}

/** Last-Modified has whole seconds. */
export const lastModified = (version: ObjectVersion): number => wholeSeconds(version.modified);

/** The owner of every object under BucketOwnerEnforced: the bucket's. */
export const ownerOf = (bucket: Bucket): { readonly ID: string } => ({ ID: canonicalId(bucket.account) });
