/** From an upload to its thumbnail, against sharp making the same thumbnail of the same bytes and nothing else. */
import { readFile } from 'node:fs/promises';
import { IMAGES } from '#fixtures';
import { findBlueprint, startSession, type Cloud } from '#harness';
import { renderImage, THUMBNAIL_SIZE } from '#pipeline';
import type { Comparison, Prepared } from './measure.ts';

const PHOTO = IMAGES.photo;
const BUCKET = 'pettracker-images-prod';
const QUALITY = 80;

async function bareSharp(): Promise<Prepared> {
  const bytes = await readFile(PHOTO.path);
  return {
    operation: () => renderImage(bytes, { ...THUMBNAIL_SIZE, quality: QUALITY }),
    [Symbol.asyncDispose]: async () => undefined,
  };
}

async function pipeline(): Promise<Prepared> {
  const bytes = await readFile(PHOTO.path);
  const session = await startSession({ blueprint: findBlueprint('pettracker') });
  const s3 = await session.clients.s3();
  return {
    async operation(turn) {
      const Key = `uploads/bench/${turn}.jpg`;
      const made = thumbnailWritten(session.cloud);
      await s3.putObject({ Bucket: BUCKET, Key, Body: bytes, ContentType: 'image/jpeg' });
      await made;
    },
    [Symbol.asyncDispose]: () => session.close(0),
  };
}

/** Resolves at the next object that somebody writes because of something, and not from outside. */
function thumbnailWritten({ journal }: Cloud): Promise<void> {
  return new Promise((resolve) => {
    const stop = journal.subscribe((entry) => {
      if (entry.type !== 'call' || entry['operation'] !== 'PutObject' || entry.cause === 0) return;
      stop();
      resolve();
    });
  });
}

export const comparisons: readonly Comparison[] = [
  {
    name: 'thumbnail of a 12-megapixel photo',
    reference: { name: 'sharp', prepare: bareSharp },
    contenders: [{ name: 'upload to thumbnail', prepare: pipeline }],
  },
];
