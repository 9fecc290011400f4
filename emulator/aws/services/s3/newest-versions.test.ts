import { expect, onTestFinished, test } from 'vitest';
import { photo, startPhotos } from './testing/photos.ts';

async function scene() {
  const photos = startPhotos();
  onTestFinished(() => photos[Symbol.dispose]());
  const { core, objects, bucket } = photos;
  const { store, blobs } = core;
  const content = [await blobs.stage(Buffer.from('1')), await blobs.stage(Buffer.from('2'))] as const;
  const newest = () => objects.newest(bucket, 'photo.jpg');
  store.transact(() => objects.write(bucket, photo('first'), { blob: content[0] }));
  const overwrite = () => objects.write(bucket, photo('second'), { blob: content[1] });
  return { store, objects, bucket, newest, overwrite };
}

test('a version that was read is remembered until its key changes', async () => {
  const { store, objects, bucket, newest, overwrite } = await scene();
  const first = newest()!;
  expect(newest()).toBe(first);
  objects.setTags(first, [{ Key: 'colour', Value: 'red' }]);
  expect(newest()?.tags).toEqual([{ Key: 'colour', Value: 'red' }]);
  store.transact(overwrite);
  expect(newest()?.etag).toBe('second');
  store.transact(() => objects.delete(bucket, 'photo.jpg', 0));
  expect(newest()).toBeUndefined();
});

test('what a transaction reads of its own changes is not remembered when it fails', async () => {
  const { store, newest, overwrite } = await scene();
  expect(newest()?.etag).toBe('first');
  const failing = () => {
    overwrite();
    expect(newest()?.etag).toBe('second');
    throw new Error('no room');
  };
  expect(() => store.transact(failing)).toThrow('no room');
  expect(newest()?.etag).toBe('first');
});
