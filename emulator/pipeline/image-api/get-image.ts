/**
 * `GET /images/{image_id}`: what is known about the image and a presigned URL for an hour; with `?download=true` the
 * image itself. It comes as bytes to clients that accept images before anything else, which is what API Gateway goes by
 * when it decides whether an answer is binary, and as base64 in JSON to all others.
 */
import { GetObjectCommand, NoSuchKey } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Context } from 'hono';
import type { Endpoint } from './app.ts';
import type { ImageApiOptions } from './configuration.ts';
import { getItem } from './image-items.ts';
import type { ImageItem } from './image-items.ts';
import { Refusal } from './refusal.ts';
import { MAX_IMAGE_BYTES } from './upload-request.ts';

/** Seconds for which a download URL works. */
export const DOWNLOAD_SECONDS = 3600;

async function bytesOf({ s3, bucket }: ImageApiOptions, item: ImageItem): Promise<Uint8Array> {
  if (item.file_size > MAX_IMAGE_BYTES) {
    throw new Refusal('PAYLOAD_TOO_LARGE', 'the image is too large for this way; use its download_url');
  }
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: item.s3_key }));
    return (await Body?.transformToByteArray()) ?? new Uint8Array();
  } catch (error) {
    if (error instanceof NoSuchKey)
      throw new Refusal('NOT_FOUND', 'the image has lost its bytes', { cause: error });
    throw error;
  }
}

/** Whether an image is what the client wants first. */
const wantsImage = (accept: string | undefined): boolean => /^\s*image\//i.test(accept ?? '');

function download(c: Context, item: ImageItem, bytes: Uint8Array): Response {
  const { image_id, filename, content_type } = item;
  if (wantsImage(c.req.header('accept'))) {
    return c.body(new Uint8Array(bytes), 200, { 'content-type': content_type });
  }
  const image_data = Buffer.from(bytes).toString('base64');
  return c.json({ image_id, filename, content_type, image_data });
}

async function describe(c: Context, options: ImageApiOptions, item: ImageItem): Promise<Response> {
  const command = new GetObjectCommand({ Bucket: options.bucket, Key: item.s3_key });
  const url = await getSignedUrl(options.presigner, command, {
    expiresIn: DOWNLOAD_SECONDS,
    ...(options.now === undefined ? {} : { signingDate: options.now() }),
  });
  return c.json({ ...item, download_url: url, url_expires_in: DOWNLOAD_SECONDS });
}

export const getImage: Endpoint = (options) => async (c) => {
  const item = await getItem(options, c.req.param('image_id') ?? '');
  if (item === undefined) throw new Refusal('NOT_FOUND', 'there is no such image');
  return c.req.query('download') === 'true'
    ? download(c, item, await bytesOf(options, item))
    : describe(c, options, item);
};
