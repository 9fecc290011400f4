/**
 * `DELETE /images/{image_id}`: the bytes, then the item. The item is what names the bytes, so it goes last and only once
 * they are gone: a deletion that fails halfway can be repeated, and leaves nothing that nobody knows of.
 */
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { imageApiOptions } from './configuration.ts';
import type { ImageApiOptions } from './configuration.ts';
import { deleteItem, getItem } from './image-items.ts';
import { imageId, json, proxyHandler, Refusal } from './proxy.ts';
import type { ProxyHandler } from './proxy.ts';

export const createDeleteImage = (options: ImageApiOptions): ProxyHandler =>
  proxyHandler('DELETE', async (event) => {
    const id = imageId(event);
    const item = await getItem(options, id);
    if (item === undefined) throw new Refusal('NOT_FOUND', 'there is no such image');
    await options.s3.send(new DeleteObjectCommand({ Bucket: options.bucket, Key: item.s3_key }));
    await deleteItem(options, id);
    return json(200, { image_id: id, message: 'Image deleted successfully' });
  });

/** The Lambda entry point. */
export const handler: ProxyHandler = (event) => createDeleteImage(imageApiOptions())(event);
