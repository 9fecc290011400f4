/**
 * Makes a thumbnail of every upload. A Lambda handler for S3 events, however they arrive.
 *
 * An event only says where to look; what counts is what lies there now. The thumbnail remembers the ETag of the
 * bytes it was made from, so a repeated or late event costs a HEAD and a conditional GET that answers 304. The write is
 * conditional too: of two functions at work on one upload, the one with the older bytes cannot win. A last look at the
 * upload finds the one that was deleted meanwhile: a thumbnail must not outlive its original.
 *
 * An image that cannot be processed throws `UnprocessableImage`, and so ends in the dead-letter queue.
 */
import { createHash } from 'node:crypto';
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { createS3Client } from '../clients.ts';
import { MAX_KEY_BYTES, thumbnailKeyBy, THUMBNAILS, UPLOADS } from '../keys.ts';
import type { ThumbnailKeyRule } from '../keys.ts';
import { openRecords } from '../records/records.ts';
import type { Records } from '../records/records.ts';
import { objectEventHandler } from './event-records.ts';
import type { ObjectEventHandler } from './event-records.ts';
import { objectState, readImage, writeIfUnchanged } from './object-store.ts';
import type { ObjectName } from './object-store.ts';
import { JPEG, renderImage } from './rendition.ts';
import { UnprocessableImage } from './source-image.ts';

/** The box in pixels that a thumbnail is fitted into. */
export const THUMBNAIL_SIZE = { width: 300, height: 300 } as const;

const QUALITY = 80;

/** Original names are random and not reused, so a day of caching costs nothing but a late correction. */
export const THUMBNAIL_CACHE_CONTROL = 'public, max-age=86400';

/** How often a write may lose a race before the event is left to be delivered again. */
const ATTEMPTS = 5;

/** User metadata of a thumbnail. The key is kept as a digest: a key of 1024 bytes would not fit into metadata. */
const SOURCE_ETAG = 'source-etag';
const SOURCE_KEY = 'source-key-sha256';

const digest = (key: string): string => createHash('sha256').update(key).digest('hex');

export interface ThumbnailOptions {
  readonly s3: S3Client;
  readonly keyRule: ThumbnailKeyRule;
  /** Where made thumbnails are written down, if anywhere. */
  readonly records?: Records;
  /** Takes keys of events as they are sent, form-encoded, and so misses those that encoding changes: the original design. */
  readonly keysAsSent?: boolean;
  /** The wall clock unless given. */
  readonly now?: () => Date;
}

/** `current`: it was there already. `gone`: the original is. `ignored`: this key has no thumbnail. */
export type ThumbnailOutcome = 'made' | 'current' | 'gone' | 'ignored';

function nameThumbnail(rule: ThumbnailKeyRule, key: string): string | undefined {
  if (!key.startsWith(UPLOADS)) return undefined;
  const name = thumbnailKeyBy(rule, key);
  // The writer's own output must never call the writer.
  if (name === undefined || !name.startsWith(THUMBNAILS)) return undefined;
  if (Buffer.byteLength(name) > MAX_KEY_BYTES) {
    throw new UnprocessableImage(
      'unnameable',
      `the thumbnail's key would be longer than ${MAX_KEY_BYTES} bytes`,
    );
  }
  return name;
}

async function discard(s3: S3Client, { bucket, key }: ObjectName): Promise<'gone'> {
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
  return 'gone';
}

/** Brings the thumbnail of one upload up to date. */
export async function makeThumbnail(
  options: ThumbnailOptions,
  source: ObjectName,
): Promise<ThumbnailOutcome> {
  const { s3, keyRule, records, now = () => new Date() } = options;
  const key = nameThumbnail(keyRule, source.key);
  if (key === undefined) return 'ignored';
  const thumbnail = { bucket: source.bucket, key };
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const seen = await objectState(s3, thumbnail);
    const madeOfThis = seen?.metadata[SOURCE_KEY] === digest(source.key);
    const image = await readImage(s3, source, madeOfThis ? seen?.metadata[SOURCE_ETAG] : undefined);
    if (image === 'absent') return madeOfThis ? discard(s3, thumbnail) : 'gone';
    if (image === 'unchanged') return 'current';
    const { bytes } = await renderImage(image.bytes, { ...THUMBNAIL_SIZE, quality: QUALITY });
    const written = await writeIfUnchanged(s3, seen, {
      Bucket: thumbnail.bucket,
      Key: thumbnail.key,
      Body: bytes,
      ContentType: JPEG,
      CacheControl: THUMBNAIL_CACHE_CONTROL,
      Metadata: { [SOURCE_ETAG]: image.eTag, [SOURCE_KEY]: digest(source.key) },
    });
    if (!written) continue;
    if ((await objectState(s3, source)) === undefined) return discard(s3, thumbnail);
    await records?.saveThumbnail({ ...source, thumbnailKey: key, sourceETag: image.eTag, madeAt: now() });
    return 'made';
  }
  throw new Error(`${key} was written by others ${ATTEMPTS} times in a row`);
}

export const createThumbnailHandler = (options: ThumbnailOptions): ObjectEventHandler =>
  objectEventHandler(
    (event) => makeThumbnail(options, event),
    options.keysAsSent === true ? (key) => key : undefined,
  );

let configured: ObjectEventHandler | undefined;

function configure(): ObjectEventHandler {
  const { DATABASE_URL: databaseUrl, THUMBNAIL_KEY_RULE: keyRule, EVENT_KEYS: keys } = process.env;
  return createThumbnailHandler({
    s3: createS3Client(),
    keyRule: keyRule === 'as-written' ? 'as-written' : 'repaired',
    keysAsSent: keys === 'as-sent',
    ...(databaseUrl ? { records: openRecords({ databaseUrl }) } : {}),
  });
}

/**
 * The Lambda entry point. `THUMBNAIL_KEY_RULE=as-written` keeps the key rule of the original design, `EVENT_KEYS=as-sent`
 * its reading of events;
 * `DATABASE_URL` names the database in which thumbnails are written down.
 */
export const handler: ObjectEventHandler = (event) => {
  configured ??= configure();
  return configured(event);
};
