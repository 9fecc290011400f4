/**
 * `POST /images`: keeps the image, then its item. Bytes first, because an item without bytes is a broken image, and
 * bytes without an item are only waste, which is cleared away, by the repair queue if need be.
 */
import { randomUUID } from 'node:crypto';
import { DeleteObjectCommand, PutObjectCommand, S3ServiceException } from '@aws-sdk/client-s3';
import type { Endpoint } from './app.ts';
import type { ImageApiOptions } from './configuration.ts';
import { putNewItem } from './image-items.ts';
import { Refusal } from './refusal.ts';
import { readUpload } from './upload-request.ts';
import type { UploadRequest } from './upload-request.ts';

const taken = (id: string): Refusal => new Refusal('CONFLICT', `there is an image ${id} already`);

/** Puts the bytes where nothing is yet, so that a second client with the same id overwrites nothing. */
async function putBytes(
  { s3, bucket }: ImageApiOptions,
  key: string,
  upload: UploadRequest,
): Promise<boolean> {
  try {
    await s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: upload.bytes,
        ContentType: upload.contentType,
        IfNoneMatch: '*',
      }),
    );
    return true;
  } catch (error) {
    const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
    if (status === 412 || status === 409) return false;
    throw error;
  }
}

/** Clears bytes away that no item will name. */
async function discardBytes(options: ImageApiOptions, image_id: string, s3_key: string): Promise<void> {
  try {
    await options.s3.send(new DeleteObjectCommand({ Bucket: options.bucket, Key: s3_key }));
  } catch (error) {
    console.error(error);
    await options.requestRepair({ action: 'discard', image_id, s3_key });
  }
}

export const uploadImage: Endpoint = (options) => async (c) => {
  const upload = readUpload(await c.req.text());
  const id = upload.imageId ?? randomUUID();
  const key = `images/${upload.userId}/${id}.${upload.extension}`;
  const now = (options.now?.() ?? new Date()).toISOString();
  if (!(await putBytes(options, key, upload))) throw taken(id);
  const item = {
    image_id: id,
    user_id: upload.userId,
    s3_key: key,
    filename: upload.filename,
    content_type: upload.contentType,
    file_size: upload.bytes.byteLength,
    created_at: now,
    updated_at: now,
    ...upload.metadata,
  };
  const discard = () => discardBytes(options, id, key);
  const isNew = await putNewItem(options, item).catch(async (error: unknown) => {
    await discard();
    throw error;
  });
  if (!isNew) {
    await discard();
    throw taken(id);
  }
  return c.json({ image_id: id, s3_key: key, created_at: now }, 201);
};
