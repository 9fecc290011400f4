import { expect, test } from 'vitest';
import { START, startCore } from '../../testing/core.ts';
import { Buckets } from './bucket.ts';
import type { ObjectDraft } from './object.ts';
import { Objects, type Content } from './objects.ts';
import { MIGRATIONS } from './schema.ts';

const KINDS = ['small', 'large', 'in parts'] as const;
type Kind = (typeof KINDS)[number];

const draft: ObjectDraft = {
  key: 'photo.jpg',
  modified: START,
  size: 1,
  etag: 'etag',
  storageClass: 'STANDARD',
  contentType: 'image/jpeg',
  checksum: undefined,
  headers: undefined,
  metadata: undefined,
  tags: undefined,
  encryption: undefined,
  protection: undefined,
  acl: undefined,
};

test.each(KINDS.flatMap((before) => KINDS.map((after) => [before, after] as const)))(
  'without versioning nothing is left of an object that was %s once it is %s',
  async (before, after) => {
    using core = startCore();
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
    const contentOf = async (kind: Kind): Promise<Content> => {
      const blob = await blobs.stage(new Uint8Array(kind === 'small' ? 1 : 20_000));
      if (kind !== 'in parts') return { blob };
      return { parts: [{ number: 1, size: blob.size, checksum: undefined, blob: blobs.adopt(blob) }] };
    };
    const bytesOf = store.statement<{ name: string }>('SELECT name FROM blobs');
    const write = async (kind: Kind) => {
      const content = await contentOf(kind);
      return store.transact(() => objects.write(bucket, draft, content));
    };
    const former = await write(before);
    store.transact(() => objects.setTags(former, [{ Key: 'colour', Value: 'red' }]));
    store.transact(() => objects.setRestore(former, { ready: 0, expires: 1, days: 1, tier: 'Bulk' }));
    store.transact(() => objects.setStorageClass(former, 'GLACIER', START));

    const written = await write(after);
    expect(objects.newest(bucket, draft.key)).toEqual(written);
    expect(written).toMatchObject({ tags: undefined, restore: undefined, moved: undefined });
    const parts = objects.parts(written).map(({ blob }) => blob);
    expect(parts).toHaveLength(after === 'in parts' ? 1 : 0);
    expect(bytesOf.all().map(({ name }) => name)).toEqual(
      written.blob === undefined ? parts : [written.blob],
    );
    store.transact(() => objects.delete(bucket, draft.key, START));
    expect(bytesOf.all()).toEqual([]);
    expect(objects.any(bucket)).toBe(false);
  },
);
