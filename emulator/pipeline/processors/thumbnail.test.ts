import { HOSTILE_KEYS, IMAGES, imageBytes, NOT_AN_IMAGE } from '#fixtures';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { thumbnailKey } from '../keys.ts';
import { startCloud } from '../testing/start-cloud.ts';
import type { TestCloud } from '../testing/start-cloud.ts';
import { MAX_IMAGE_BYTES, UnprocessableImage } from './source-image.ts';
import { createThumbnailHandler, makeThumbnail } from './thumbnail.ts';
import type { ThumbnailOptions } from './thumbnail.ts';

const BUCKET = 'pettracker-images-prod';
const KEY = 'uploads/user-123/2024/01/15/0a1b2c3d.jpg';
const THUMBNAIL = 'thumbnails/user-123/2024/01/15/0a1b2c3d-thumb.jpg';

let started: TestCloud;
let s3: S3Client;
let options: ThumbnailOptions;

beforeEach(async () => {
  started = await startCloud();
  s3 = started.s3();
  options = { s3, keyRule: 'repaired' };
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
});

afterEach(() => started.end());

const upload = (Key: string, Body: Uint8Array) =>
  s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body }));
const make = (key: string, more: Partial<ThumbnailOptions> = {}) =>
  makeThumbnail({ ...options, ...more }, { bucket: BUCKET, key });
const head = (Key: string) => s3.send(new HeadObjectCommand({ Bucket: BUCKET, Key }));
const bytesOf = async (Key: string): Promise<Uint8Array> => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key }));
  return (await Body?.transformToByteArray()) ?? new Uint8Array();
};

const sqsEvent = (...keys: string[]) => ({
  Records: keys.map((key, index) => ({
    eventSource: 'aws:sqs',
    messageId: `message-${index}`,
    body: JSON.stringify({ Records: [{ s3: { bucket: { name: BUCKET }, object: { key } } }] }),
  })),
});

test('an upload gets a thumbnail that fits 300 × 300, with its type and cache headers', async () => {
  await upload(KEY, await imageBytes(IMAGES.photo));
  expect(await make(KEY)).toBe('made');
  expect(await head(THUMBNAIL)).toMatchObject({
    ContentType: 'image/jpeg',
    CacheControl: 'public, max-age=86400',
  });
  expect(await sharp(await bytesOf(THUMBNAIL)).metadata()).toMatchObject({
    format: 'jpeg',
    width: 300,
    height: 225,
  });
});

test.each([IMAGES.chelsea, IMAGES.webp, IMAGES.avif, IMAGES.gif, IMAGES.pngNamedJpg])(
  'whatever $name is, its thumbnail is a JPEG named -thumb.jpg',
  async (fixture) => {
    const key = `uploads/user-123/2024/01/15/${fixture.name}`;
    await upload(key, await imageBytes(fixture));
    expect(await make(key)).toBe('made');
    const thumbnail = await bytesOf(thumbnailKey(key) ?? '');
    expect((await sharp(thumbnail).metadata()).format).toBe('jpeg');
  },
);

test('keys of any characters have thumbnails', async () => {
  const image = await imageBytes(IMAGES.animated);
  for (const { key } of HOSTILE_KEYS.filter(({ key: name }) => thumbnailKey(name) !== undefined)) {
    const thumbnail = thumbnailKey(key) ?? '';
    if (Buffer.byteLength(thumbnail) > 1024) continue;
    await upload(key, image);
    expect(await make(key)).toBe('made');
    expect((await head(thumbnail)).ContentType).toBe('image/jpeg');
  }
});

test('a repeated event finds the thumbnail current and writes nothing', async () => {
  await upload(KEY, await imageBytes(IMAGES.sideways));
  expect(await make(KEY)).toBe('made');
  const before = await head(THUMBNAIL);
  await started.cloud.clock.advance(60_000);
  expect(await make(KEY)).toBe('current');
  expect((await head(THUMBNAIL)).LastModified).toEqual(before.LastModified);
});

test('a new upload under the same key replaces the thumbnail', async () => {
  await upload(KEY, await imageBytes(IMAGES.chelsea));
  await make(KEY);
  const before = await bytesOf(THUMBNAIL);
  await upload(KEY, await imageBytes(IMAGES.coffee));
  expect(await make(KEY)).toBe('made');
  expect(Buffer.from(before).equals(await bytesOf(THUMBNAIL))).toBe(false);
});

/** Does something once, just before the first PutObject of this client leaves. */
function beforeFirstPut(raced: S3Client, act: () => Promise<unknown>): void {
  let acted = false;
  raced.middlewareStack.add(
    (next, context) => async (args) => {
      if (context['commandName'] === 'PutObjectCommand' && !acted) {
        acted = true;
        await act();
      }
      return next(args);
    },
    { step: 'initialize' },
  );
}

test('of two functions at work on one upload, the one with the older bytes does not win', async () => {
  await upload(KEY, await imageBytes(IMAGES.chelsea));
  const slow = started.s3();
  beforeFirstPut(slow, async () => {
    await upload(KEY, await imageBytes(IMAGES.coffee));
    expect(await make(KEY)).toBe('made');
  });
  expect(await make(KEY, { s3: slow })).toBe('current');
  const { Metadata } = await head(THUMBNAIL);
  expect(Metadata?.['source-etag']).toBe((await head(KEY)).ETag);
});

test('an upload that is deleted while its thumbnail is being made leaves none behind', async () => {
  await upload(KEY, await imageBytes(IMAGES.chelsea));
  const slow = started.s3();
  beforeFirstPut(slow, () => s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: KEY })));
  expect(await make(KEY, { s3: slow })).toBe('gone');
  await expect(head(THUMBNAIL)).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
});

test('an event for an upload that is gone takes its thumbnail along', async () => {
  await upload(KEY, await imageBytes(IMAGES.chelsea));
  await make(KEY);
  await s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: KEY }));
  expect(await make(KEY)).toBe('gone');
  await expect(head(THUMBNAIL)).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
});

test('an event for a key that never was is no failure', async () => {
  expect(await make(KEY)).toBe('gone');
});

test.each([THUMBNAIL, 'models/breed-model-v2.h5', 'uploads/folder/'])('%s gets no thumbnail', async (key) => {
  await upload(key, await imageBytes(IMAGES.animated));
  expect(await make(key)).toBe('ignored');
});

test('by the rule as written, the thumbnail of a .png is a JPEG that is named .png', async () => {
  await upload('uploads/u/cat.png', await imageBytes(IMAGES.chelsea));
  expect(await make('uploads/u/cat.png', { keyRule: 'as-written' })).toBe('made');
  expect((await head('thumbnails/u/cat.png')).ContentType).toBe('image/jpeg');
});

test('an image beyond the limit is refused before its bytes are read', async () => {
  await upload(KEY, Buffer.alloc(MAX_IMAGE_BYTES + 1));
  await expect(make(KEY)).rejects.toMatchObject({ fault: 'too-large' });
});

test('a key whose thumbnail could not be named is refused', async () => {
  const key = `uploads/${'k'.repeat(1010)}`;
  await upload(key, await imageBytes(IMAGES.animated));
  await expect(make(key)).rejects.toMatchObject({ fault: 'unnameable' });
});

test('poison is reported to the queue, message by message; the rest of the batch is done', async () => {
  await upload('uploads/u/text.jpg', await imageBytes(NOT_AN_IMAGE));
  await upload('uploads/u/empty.jpg', new Uint8Array());
  await upload('uploads/u/good one.jpg', await imageBytes(IMAGES.coffee));
  const handler = createThumbnailHandler(options);
  expect(
    await handler(sqsEvent('uploads/u/text.jpg', 'uploads/u/good+one.jpg', 'uploads/u/empty.jpg')),
  ).toEqual({
    batchItemFailures: [{ itemIdentifier: 'message-0' }, { itemIdentifier: 'message-2' }],
  });
  expect((await head('thumbnails/u/good one-thumb.jpg')).ContentType).toBe('image/jpeg');
});

test('poison from S3 itself is thrown, with a reason', async () => {
  await upload(KEY, await imageBytes(NOT_AN_IMAGE));
  const event = {
    Records: [{ eventSource: 'aws:s3', s3: { bucket: { name: BUCKET }, object: { key: KEY } } }],
  };
  const failed = createThumbnailHandler(options)(event);
  await expect(failed).rejects.toThrow(UnprocessableImage);
  await expect(failed).rejects.toThrow('the bytes are no JPEG, PNG, WebP, GIF or AVIF image');
});

test('a bucket that is not there is a failure, not an image that is gone', async () => {
  await expect(makeThumbnail(options, { bucket: 'no-such-bucket', key: KEY })).rejects.toThrow(/bucket/i);
});
