/**
 * The image API. It hands out leave to upload and to view; the images themselves never pass through it.
 *
 * Keys travel in the query, not in the path: routers and proxies rewrite paths (`%2F`, `..`, `//`), and keys may
 * hold all of that.
 */
import { randomBytes } from 'node:crypto';
import type { S3Client } from '@aws-sdk/client-s3';
import { S3ServiceException } from '@aws-sdk/client-s3';
import { Hono } from 'hono';
import type { Context } from 'hono';
import { cors } from 'hono/cors';
import { thumbnailKey } from '../keys.ts';
import type { ImageRecord, Records } from '../records/records.ts';
import { callerOf, requireOwner, USER_HEADER, userFromHeader } from './identity.ts';
import type { Identify } from './identity.ts';
import { openApiDocument } from './openapi.ts';
import { ApiProblem } from './problem.ts';
import { readBody, readFlag, readKey, readLimit, readUpload } from './requests.ts';
import { deleteImage, eraseImage, imageMetadata, listImages } from './stored-images.ts';
import { uploadForm, uploadUrl } from './uploads.ts';
import { readVia, thumbnailUrl, viewUrl } from './views.ts';
import type { Cdn } from './views.ts';

/** The pages that may call the API from a browser. */
export const ORIGINS = ['https://pettracker.com', 'https://www.pettracker.com', 'http://localhost:3000'];

export interface ApiOptions {
  /** For what the API itself does in the bucket. */
  readonly s3: S3Client;
  /** For what it signs for others: `createPresigningClient`. */
  readonly presigner: S3Client;
  /** The images bucket. */
  readonly bucket: string;
  readonly records: Records;
  readonly cdn?: Cdn;
  /** Who is calling; the header `x-pettracker-user` unless given. */
  readonly identify?: Identify;
  /** Where the API hangs: empty, or `/api` behind the CDN. */
  readonly basePath?: string;
  /** The wall clock unless given. */
  readonly now?: () => Date;
  /** Eight hexadecimal digits, new each time; random unless given. */
  readonly newName?: () => string;
}

const analysisOf = (record: ImageRecord) => ({
  format: record.format,
  width: record.width,
  height: record.height,
  dominant_colour: record.dominantColour,
  perceptual_hash: record.perceptualHash,
  sharpness: record.sharpness,
  breed: record.breed,
  confidence: record.confidence,
  model: record.model,
  analysed_at: record.analysedAt.toISOString(),
});

/** Everything that goes wrong, as JSON with a code. What was not foreseen is logged and not shown. */
function problemOf(error: Error): ApiProblem {
  if (error instanceof ApiProblem) return error;
  console.error(error);
  return error instanceof S3ServiceException
    ? new ApiProblem('storage_unavailable', `the storage answered ${error.name}`, { cause: error })
    : new ApiProblem('internal', 'something went wrong here', { cause: error });
}

/** Methods of a path that exists, for the answer to one that does not. */
function allowedMethods(path: string, basePath: string): string[] {
  const { paths } = openApiDocument(basePath);
  const known = Object.entries(paths).find(([route]) => `${basePath}${route}` === path);
  return known === undefined ? [] : Object.keys(known[1]).map((method) => method.toUpperCase());
}

/** Builds the API. Answer a request with `.fetch(request)`, in tests with `.request(path)`. */
export function createApi(options: ApiOptions): Hono {
  const { s3, presigner, bucket, records, cdn, identify = userFromHeader, basePath = '' } = options;
  const { now = () => new Date(), newName = () => randomBytes(4).toString('hex') } = options;
  const store = { s3, bucket };
  const uploads = { presigner, bucket, now, newName };
  const views = { presigner, bucket, now, ...(cdn === undefined ? {} : { cdn }) };

  const caller = (c: Context): Promise<string> => callerOf(c.req.raw, identify);
  /** The key that a request is about, once it is known to be the caller's. */
  const ownKey = async (c: Context): Promise<string> => {
    const user = await caller(c);
    const key = readKey(c.req.query('key'));
    requireOwner(user, key);
    return key;
  };

  const app = new Hono().basePath(basePath);
  app.use(
    cors({
      origin: ORIGINS,
      allowMethods: ['GET', 'POST', 'DELETE'],
      allowHeaders: ['authorization', 'content-type', USER_HEADER],
      maxAge: 3000,
    }),
  );

  app.get('/health', (c) => c.json({ status: 'ok' }));
  app.get('/openapi.json', (c) => c.json(openApiDocument(basePath)));

  app.post('/images/upload-url', async (c) => {
    const user = await caller(c);
    return c.json(await uploadUrl(uploads, readUpload(await readBody(c.req.raw), user)));
  });

  app.post('/images/upload-form', async (c) => {
    const user = await caller(c);
    return c.json(await uploadForm(uploads, readUpload(await readBody(c.req.raw), user)));
  });

  app.get('/images/view-url', async (c) => {
    const key = await ownKey(c);
    return c.json(await viewUrl(views, key, readVia(c.req.query('via'), cdn)));
  });

  app.get('/images/thumbnail-url', async (c) => {
    const key = await ownKey(c);
    return c.json(await thumbnailUrl(views, key, readVia(c.req.query('via'), cdn)));
  });

  app.get('/images/metadata', async (c) => c.json(await imageMetadata(store, await ownKey(c))));

  app.get('/images/analysis', async (c) => {
    const record = await records.findImage({ bucket, key: await ownKey(c) });
    return c.json(record === undefined ? null : analysisOf(record));
  });

  app.get('/images', async (c) => {
    const user = await caller(c);
    if ((c.req.query('user_id') ?? user) !== user) {
      throw new ApiProblem('forbidden', 'user_id is not the caller');
    }
    const page = { limit: readLimit(c.req.query('limit')), cursor: c.req.query('cursor') };
    const { images, next_cursor } = await listImages(store, user, page);
    const via = readVia(undefined, cdn);
    const shown = images.map(async (image) => ({
      ...image,
      url: (await viewUrl(views, image.key, via)).url,
      thumbnail_url:
        thumbnailKey(image.key) === undefined ? null : (await thumbnailUrl(views, image.key, via)).url,
    }));
    return c.json({ images: await Promise.all(shown), next_cursor });
  });

  app.delete('/images', async (c) => {
    const key = await ownKey(c);
    const permanent = readFlag('permanent', c.req.query('permanent'));
    await (permanent ? eraseImage(store, key) : deleteImage(store, key));
    await records.remove({ bucket, key });
    return c.body(null, 204);
  });

  app.notFound((c) => {
    const methods = allowedMethods(c.req.path, basePath);
    if (methods.length === 0) return c.json(new ApiProblem('not_found', 'there is nothing here'), 404);
    c.header('Allow', methods.join(', '));
    return c.json(new ApiProblem('method_not_allowed', `${c.req.method} does not work here`), 405);
  });

  app.onError((error, c) => {
    const problem = problemOf(error);
    return c.json(problem, problem.status);
  });

  return app;
}
