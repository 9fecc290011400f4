/**
 * The image API of the serverless design on Hono: four endpoints, one code base. It serves itself on Node, and each
 * endpoint runs unchanged as a function behind API Gateway (`lambda.ts`).
 */
import { Hono } from 'hono';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ImageApiOptions } from './configuration.ts';
import { deleteImage } from './delete-image.ts';
import { getImage } from './get-image.ts';
import { listImages } from './list-images.ts';
import { Refusal } from './refusal.ts';
import { uploadImage } from './upload-image.ts';

/** Answers one method of one path. */
export type Endpoint = (options: ImageApiOptions) => (c: Context) => Promise<Response>;

/** What API Gateway takes in; base64 of the largest image is well below. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

export const COLLECTION = '/images';
export const IMAGE = '/images/:image_id';

/** An application without endpoints: refusals become answers, and what was not foreseen is logged and told without details. */
export function imageApp(): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    c.header('access-control-allow-origin', '*');
  });
  app.use(
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError() {
        throw new Refusal('PAYLOAD_TOO_LARGE', `the request has more than ${MAX_BODY_BYTES} bytes`);
      },
    }),
  );
  app.notFound((c) => c.json(new Refusal('NOT_FOUND', `there is nothing at ${c.req.path}`), 404));
  app.onError((error, c) => {
    if (error instanceof Refusal) return c.json(error, error.status);
    console.error(error);
    return c.json(new Refusal('INTERNAL_ERROR', 'something went wrong here'), 500);
  });
  return app;
}

/** Whoever tries to change an image is told that it does not work. */
export function refuseMethod(c: Context): never {
  throw new Refusal('METHOD_NOT_ALLOWED', `${c.req.method} does not work here: images are immutable`);
}

/** All of it, for serving without API Gateway. */
export const createImageApi = (options: ImageApiOptions): Hono =>
  imageApp()
    .post(COLLECTION, uploadImage(options))
    .get(COLLECTION, listImages(options))
    .get(IMAGE, getImage(options))
    .delete(IMAGE, deleteImage(options))
    .all(COLLECTION, refuseMethod)
    .all(IMAGE, refuseMethod);
