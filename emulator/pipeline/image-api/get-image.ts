/**
 * `GET /images/{image_id}`: what is known about the image and a presigned URL for an hour; with `?download=true` the
 * image itself. It comes as bytes to clients that accept images, if the API lists their type as binary, and as base64 in
 * JSON to all others.
 */
import { GetObjectCommand, NoSuchKey } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { imageApiOptions } from './configuration.ts';
import type { ImageApiOptions } from './configuration.ts';
import { getItem } from './image-items.ts';
import type { ImageItem } from './image-items.ts';
import { header, imageId, json, proxyHandler, query, Refusal } from './proxy.ts';
import type { ProxyAnswer, ProxyHandler } from './proxy.ts';
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

function download(item: ImageItem, bytes: Uint8Array, accept: string): ProxyAnswer {
  const encoded = Buffer.from(bytes).toString('base64');
  const { image_id, filename, content_type } = item;
  if (!accept.includes('image/')) return json(200, { image_id, filename, content_type, image_data: encoded });
  return {
    statusCode: 200,
    headers: { 'content-type': content_type, 'access-control-allow-origin': '*' },
    body: encoded,
    isBase64Encoded: true,
  };
}

async function describe(options: ImageApiOptions, item: ImageItem): Promise<ProxyAnswer> {
  const command = new GetObjectCommand({ Bucket: options.bucket, Key: item.s3_key });
  const url = await getSignedUrl(options.presigner, command, {
    expiresIn: DOWNLOAD_SECONDS,
    ...(options.now === undefined ? {} : { signingDate: options.now() }),
  });
  return json(200, { ...item, download_url: url, url_expires_in: DOWNLOAD_SECONDS });
}

export const createGetImage = (options: ImageApiOptions): ProxyHandler =>
  proxyHandler('GET', async (event) => {
    const item = await getItem(options, imageId(event));
    if (item === undefined) throw new Refusal('NOT_FOUND', 'there is no such image');
    return query(event, 'download') === 'true'
      ? download(item, await bytesOf(options, item), header(event, 'accept') ?? '')
      : describe(options, item);
  });

/** The Lambda entry point. */
export const handler: ProxyHandler = (event) => createGetImage(imageApiOptions())(event);
