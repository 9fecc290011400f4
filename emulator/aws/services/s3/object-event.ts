/**
 * What happened to an object, as S3 tells others: the event's name, the version of its schema and which facts of the
 * object it carries. The record that destinations get is `event-record.ts`'s work.
 *
 * Evidence: fact sheet S3 §8.7, §9.1 (table), §9.5 (recorded 2025-01).
 */
import type { ObjectVersion } from './object.ts';
import { NULL_VERSION } from './object.ts';
import type { StorageClass } from './storage-class.ts';

/** The MD5 of nothing, which records of new delete markers carry. */
const EMPTY_MD5 = 'd41d8cd98f00b204e9800998ecf8427e';

export type CreationMethod = 'Put' | 'Post' | 'Copy' | 'CompleteMultipartUpload';

export interface ObjectEvent {
  /** `ObjectCreated:Put`, without `s3:`. */
  readonly name: string;
  readonly schema: '2.1' | '2.3';
  readonly key: string;
  readonly size?: number;
  readonly etag?: string;
  readonly versionId?: string;
  /** Whether records order themselves among others of the key. */
  readonly sequenced: boolean;
  /** Members beside `s3` in the record. */
  readonly extra?: Readonly<Record<string, unknown>>;
  /** How EventBridge hears of it; not at all when absent. */
  readonly bridge?: BridgeFacts;
}

export interface BridgeFacts {
  readonly detailType: string;
  readonly reason?: string;
  /** As in records unless it says otherwise. */
  readonly sequenced?: boolean;
  /** Members of the detail that come after all others. */
  readonly extra?: Readonly<Record<string, string>>;
}

const REASONS: Readonly<Record<CreationMethod, string>> = {
  Put: 'PutObject',
  Post: 'POST Object',
  Copy: 'CopyObject',
  CompleteMultipartUpload: 'CompleteMultipartUpload',
};

export const objectCreated = (method: CreationMethod, object: ObjectVersion): ObjectEvent => ({
  ...storedFacts(object),
  name: `ObjectCreated:${method}`,
  schema: '2.1',
  bridge: { detailType: 'Object Created', reason: REASONS[method] },
});

/** A version that is gone for good. */
export const objectRemoved = (object: ObjectVersion): ObjectEvent => ({
  name: 'ObjectRemoved:Delete',
  schema: '2.1',
  key: object.key,
  ...versionFact(object),
  sequenced: true,
  bridge: deleted('DeleteObject', 'Permanently Deleted'),
});

export const markerCreated = (marker: ObjectVersion): ObjectEvent => ({
  name: 'ObjectRemoved:DeleteMarkerCreated',
  schema: '2.1',
  key: marker.key,
  etag: EMPTY_MD5,
  ...versionFact(marker),
  sequenced: true,
  bridge: deleted('DeleteObject', 'Delete Marker Created'),
});

export const objectExpired = (object: ObjectVersion): ObjectEvent => ({
  ...objectRemoved(object),
  name: 'LifecycleExpiration:Delete',
  schema: '2.3',
  bridge: deleted('Lifecycle Expiration', 'Permanently Deleted'),
});

export const expirationMarkerCreated = (marker: ObjectVersion): ObjectEvent => ({
  ...markerCreated(marker),
  name: 'LifecycleExpiration:DeleteMarkerCreated',
  schema: '2.3',
  bridge: deleted('Lifecycle Expiration', 'Delete Marker Created'),
});

export const objectTransitioned = (object: ObjectVersion, storageClass: StorageClass): ObjectEvent => ({
  ...storedFacts(object),
  name: 'LifecycleTransition',
  schema: '2.3',
  extra: { lifecycleEventData: { transitionEventData: { destinationStorageClass: storageClass } } },
  bridge: {
    detailType: 'Object Storage Class Changed',
    extra: { 'destination-storage-class': storageClass },
  },
});

export const restoreBegun = (object: ObjectVersion): ObjectEvent => ({
  ...storedFacts(object),
  name: 'ObjectRestore:Post',
  schema: '2.1',
  bridge: {
    detailType: 'Object Restore Initiated',
    sequenced: false,
    extra: { 'source-storage-class': object.storageClass },
  },
});

/** @param expiry when the copy will go, in ISO form */
export const restoreCompleted = (object: ObjectVersion, expiry: string): ObjectEvent => ({
  ...storedFacts(object),
  name: 'ObjectRestore:Completed',
  schema: '2.1',
  extra: {
    glacierEventData: {
      restoreEventData: {
        lifecycleRestorationExpiryTime: expiry,
        lifecycleRestoreStorageClass: object.storageClass,
      },
    },
  },
  bridge: {
    detailType: 'Object Restore Completed',
    sequenced: false,
    extra: { 'restore-expiry-time': expiry, 'source-storage-class': object.storageClass },
  },
});

export const restoreExpired = (object: ObjectVersion): ObjectEvent => ({
  ...storedFacts(object),
  name: 'ObjectRestore:Delete',
  schema: '2.3',
  bridge: { detailType: 'Object Restore Expired', sequenced: false },
});

export const tagsChanged = (object: ObjectVersion, change: 'Put' | 'Delete'): ObjectEvent => ({
  name: `ObjectTagging:${change}`,
  schema: '2.3',
  key: object.key,
  etag: object.etag,
  ...versionFact(object),
  sequenced: false,
  bridge: { detailType: change === 'Put' ? 'Object Tags Added' : 'Object Tags Deleted' },
});

export const aclChanged = (object: ObjectVersion): ObjectEvent => ({
  name: 'ObjectAcl:Put',
  schema: '2.3',
  key: object.key,
  etag: object.etag,
  ...versionFact(object),
  sequenced: false,
  bridge: { detailType: 'Object ACL Updated' },
});

const deleted = (reason: string, deletionType: string): BridgeFacts => ({
  detailType: 'Object Deleted',
  reason,
  extra: { 'deletion-type': deletionType },
});

/** What events about an object that is there say of it. */
const storedFacts = (object: ObjectVersion) => ({
  key: object.key,
  size: object.size,
  etag: object.etag,
  ...versionFact(object),
  sequenced: true,
});

/** The null version goes unnamed. */
const versionFact = ({ versionId }: ObjectVersion): { readonly versionId?: string } =>
  versionId === NULL_VERSION ? {} : { versionId };
