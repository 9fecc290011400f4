import { expect, test } from 'vitest';
import { START } from '../../testing/core.ts';
import type { Bucket } from './bucket.ts';
import type { Content } from './objects.ts';
import { photo, startPhotos } from './testing/photos.ts';

const KINDS = ['empty', 'small', 'large', 'in parts'] as const;
const SIZES = { empty: 0, small: 1, large: 20_000, 'in parts': 20_000 };
type Kind = (typeof KINDS)[number];

test.each(KINDS.flatMap((before) => KINDS.map((after) => [before, after] as const)))(
  'without versioning nothing is left of an object that was %s once it is %s',
  async (before, after) => {
    using photos = startPhotos();
    const { core, objects, bucket } = photos;
    const { store, blobs } = core;
    const contentOf = async (kind: Kind): Promise<Content> => {
      const blob = await blobs.stage(new Uint8Array(SIZES[kind]));
      if (kind !== 'in parts') return { blob };
      return { parts: [{ number: 1, size: blob.size, checksum: undefined, blob: blobs.adopt(blob) }] };
    };
    const bytesOf = store.statement<{ name: string }>('SELECT name FROM blobs');
    const write = async (kind: Kind) => {
      const content = await contentOf(kind);
      return store.transact(() => objects.write(bucket, photo(), content));
    };
    const former = await write(before);
    store.transact(() => objects.setTags(former, [{ Key: 'colour', Value: 'red' }]));
    store.transact(() => objects.setRestore(former, { ready: 0, expires: 1, days: 1, tier: 'Bulk' }));
    store.transact(() => objects.setStorageClass(former, 'GLACIER', START));

    const written = await write(after);
    expect(objects.newest(bucket, photo().key)).toEqual(written);
    expect(written).toMatchObject({ tags: undefined, restore: undefined, moved: undefined });
    const parts = objects.parts(written).map(({ blob }) => blob);
    expect(parts).toHaveLength(after === 'in parts' ? 1 : 0);
    expect(bytesOf.all().map(({ name }) => name)).toEqual(
      after === 'empty' ? [] : written.blob === undefined ? parts : [written.blob],
    );
    store.transact(() => objects.delete(bucket, photo().key, START));
    expect(bytesOf.all()).toEqual([]);
    expect(objects.any(bucket)).toBe(false);
  },
);

test.each([1, 2, 3, 4, 9])('batches of %i versions cut no key in two and leave none out', async (limit) => {
  using photos = startPhotos();
  const { core, objects, bucket } = photos;
  const versioned: Bucket = { ...bucket, versioning: 'Enabled' };
  const blob = await core.blobs.stage(new Uint8Array(0));
  for (const key of ['a', 'b', 'b', 'c', 'c', 'c', 'c', 'c', 'd']) {
    core.store.transact(() => objects.write(versioned, { ...photo(), key }, { blob }));
  }
  const keys: string[] = [];
  for (let seek: string | undefined = ''; seek !== undefined;) {
    const { groups, next } = objects.keysFrom(versioned, seek, limit);
    for (const group of groups) {
      keys.push(`${group[0]!.key}${group.length}`);
      expect(group.map(({ id }) => id)).toEqual(group.map(({ id }) => id).toSorted((a, b) => b - a));
    }
    seek = next;
  }
  expect(keys).toEqual(['a1', 'b2', 'c5', 'd1']);
});
