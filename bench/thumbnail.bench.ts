/** From an upload to its thumbnail, against sharp making the same thumbnail of the same bytes and nothing else. */
import { readFile } from 'node:fs/promises';
import { IMAGES } from '#fixtures';
import { findBlueprint, startSession, type Cloud } from '#harness';
import { renderImage, THUMBNAIL_SIZE } from '#pipeline';
import type { Comparison, Prepared } from './measure.ts';

const PHOTO = IMAGES.photo;
const BUCKET = 'pettracker-images-prod';
const QUALITY = 80;

async function bareSharp(concurrency: number): Promise<Prepared> {
  const bytes = await readFile(PHOTO.path);
  return {
    concurrency,
    operation: () => renderImage(bytes, { ...THUMBNAIL_SIZE, quality: QUALITY }),
    [Symbol.asyncDispose]: async () => undefined,
  };
}

async function pipeline(concurrency: number): Promise<Prepared> {
  const bytes = await readFile(PHOTO.path);
  const session = await startSession({ blueprint: findBlueprint('pettracker') });
  const s3 = await session.clients.s3();
  const thumbnails = writtenThumbnails(session.cloud);
  return {
    concurrency,
    async operation(turn) {
      const Key = `uploads/bench/${turn}.jpg`;
      await s3.putObject({ Bucket: BUCKET, Key, Body: bytes, ContentType: 'image/jpeg' });
      await thumbnails.next();
    },
    [Symbol.asyncDispose]: () => session.close(0),
  };
}

/** Objects that somebody writes because of something, and not from outside: each is waited for by one upload. */
function writtenThumbnails({ journal }: Cloud): { next(): Promise<void> } {
  let ready = 0;
  const waiting: (() => void)[] = [];
  journal.subscribe((entry) => {
    if (entry.type !== 'call' || entry['operation'] !== 'PutObject' || entry.cause === 0) return;
    const resolve = waiting.shift();
    if (resolve === undefined) ready += 1;
    else resolve();
  });
  return {
    next: () =>
      new Promise((resolve) => {
        if (ready === 0) return void waiting.push(resolve);
        ready -= 1;
        resolve();
      }),
  };
}

/** One at a time shows the way's length, several at once what it holds. */
export const comparisons: readonly Comparison[] = [1, 4].map((concurrency) => ({
  name: `thumbnail of a 12-megapixel photo, ${concurrency === 1 ? 'one at a time' : 'four at once'}`,
  reference: { name: 'sharp', prepare: () => bareSharp(concurrency) },
  contenders: [{ name: 'upload to thumbnail', prepare: () => pipeline(concurrency) }],
}));
