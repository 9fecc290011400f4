/** The objects of one unversioned bucket, without a cloud around them. */
import type { Core } from '../../../kernel/core.ts';
import { START, startCore } from '../../../testing/core.ts';
import { Buckets, type Bucket } from '../bucket.ts';
import type { ObjectDraft } from '../object.ts';
import { Objects } from '../objects.ts';
import { MIGRATIONS } from '../schema.ts';

export interface Photos extends Disposable {
  readonly core: Core & Disposable;
  readonly objects: Objects;
  readonly bucket: Bucket;
}

export function startPhotos(): Photos {
  const core = startCore();
  const { store, blobs, ids } = core;
  store.define('s3', MIGRATIONS);
  const objects = new Objects(store, blobs, ids);
  const bucket = new Buckets(store).add({
    name: 'photos',
    account: '000000000000',
    region: 'us-east-1',
    location: undefined,
    created: START,
    versioning: undefined,
    objectLock: false,
  });
  return { core, objects, bucket, [Symbol.dispose]: () => core[Symbol.dispose]() };
}

export const photo = (etag = 'etag'): ObjectDraft => ({
  key: 'photo.jpg',
  modified: START,
  size: 1,
  etag,
  storageClass: 'STANDARD',
  contentType: 'image/jpeg',
  checksum: undefined,
  headers: undefined,
  metadata: undefined,
  tags: undefined,
  encryption: undefined,
  protection: undefined,
  acl: undefined,
});
