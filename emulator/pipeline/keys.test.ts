import { HOSTILE_KEYS } from '#fixtures';
import { expect, test } from 'vitest';
import {
  keyPath,
  MAX_KEY_BYTES,
  owns,
  thumbnailKey,
  thumbnailKeyAsWritten,
  thumbnailKeyBy,
  uploadKey,
} from './keys.ts';

const DAY = 'user-123/2024/01/15';

test.each(['jpg', 'jpeg', 'JPG', 'png', 'webp', 'gif', 'avif'])(
  'a .%s upload has a -thumb.jpg thumbnail',
  (extension) => {
    expect(thumbnailKey(`uploads/${DAY}/0a1b2c3d.${extension}`)).toBe(`thumbnails/${DAY}/0a1b2c3d-thumb.jpg`);
  },
);

test.each(['jpeg', 'JPG', 'png', 'webp'])(
  'the rule as written leaves the name of a .%s unchanged',
  (extension) => {
    expect(thumbnailKeyAsWritten(`uploads/${DAY}/0a1b2c3d.${extension}`)).toBe(
      `thumbnails/${DAY}/0a1b2c3d.${extension}`,
    );
  },
);

test('both rules agree on a .jpg', () => {
  const key = `uploads/${DAY}/0a1b2c3d.jpg`;
  expect(thumbnailKeyBy('as-written', key)).toBe(thumbnailKeyBy('repaired', key));
});

test.each([
  ['uploads/dog', 'thumbnails/dog-thumb.jpg'],
  ['uploads/.jpg', 'thumbnails/.jpg-thumb.jpg'],
  ['uploads/dog.tar.jpg', 'thumbnails/dog.tar-thumb.jpg'],
  ['uploads/a.b/dog', 'thumbnails/a.b/dog-thumb.jpg'],
  ['uploads/uploads/dog.jpg', 'thumbnails/uploads/dog-thumb.jpg'],
])('%s → %s', (key, thumbnail) => {
  expect(thumbnailKey(key)).toBe(thumbnail);
});

test.each([
  'thumbnails/dog-thumb.jpg',
  'dog.jpg',
  'uploads/folder/',
  'models/breed-model-v2.h5',
  '/uploads/dog.jpg',
])('%s has no thumbnail', (key) => {
  expect(thumbnailKey(key)).toBeUndefined();
});

test('no thumbnail falls under the prefix that makes thumbnails', () => {
  for (const { key } of HOSTILE_KEYS) {
    const thumbnail = thumbnailKey(key);
    expect(thumbnail === undefined || thumbnail.startsWith('thumbnails/')).toBe(true);
    expect(thumbnail === undefined || thumbnailKey(thumbnail) === undefined).toBe(true);
  }
});

test('a user owns what lies under uploads/{user_id}/ and nothing of a user whose id begins alike', () => {
  expect(owns('user-1', 'uploads/user-1/2024/01/15/a.jpg')).toBe(true);
  expect(owns('user-1', 'uploads/user-12/2024/01/15/a.jpg')).toBe(false);
  expect(owns('user-1', 'thumbnails/user-1/2024/01/15/a-thumb.jpg')).toBe(false);
  expect(owns('', 'uploads//a.jpg')).toBe(false);
  expect(owns('user-1/2024', 'uploads/user-1/2024/a.jpg')).toBe(false);
});

test('an upload key carries the user, the day in UTC, eight hexadecimal digits and the extension', () => {
  const at = new Date('2024-01-15T23:59:59-05:00');
  expect(uploadKey('user-123', at, '0a1b2c3d', 'jpg')).toBe('uploads/user-123/2024/01/16/0a1b2c3d.jpg');
});

test('a key becomes a path segment by segment and comes back whole', () => {
  expect(keyPath('uploads/my dog+1 ünï.jpg')).toBe('uploads/my%20dog%2B1%20%C3%BCn%C3%AF.jpg');
  for (const { key } of HOSTILE_KEYS) expect(decodeURIComponent(keyPath(key))).toBe(key);
});

test('a key at the limit has a thumbnail key beyond it', () => {
  const key = `uploads/${'k'.repeat(MAX_KEY_BYTES - 'uploads/'.length)}`;
  expect(Buffer.byteLength(thumbnailKey(key) ?? '')).toBeGreaterThan(MAX_KEY_BYTES);
});
