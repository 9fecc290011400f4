/**
 * `DELETE /images/{image_id}`: the bytes, then the item. The item is what names the bytes, so it goes last and only once
 * they are gone: a deletion that fails halfway can be repeated, and leaves nothing that nobody knows of.
 */
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import type { Endpoint } from './app.ts';
import { deleteItem, getItem } from './image-items.ts';
import { Refusal } from './refusal.ts';

export const deleteImage: Endpoint = (options) => async (c) => {
  const id = c.req.param('image_id') ?? '';
  const item = await getItem(options, id);
  if (item === undefined) throw new Refusal('NOT_FOUND', 'there is no such image');
  await options.s3.send(new DeleteObjectCommand({ Bucket: options.bucket, Key: item.s3_key }));
  await deleteItem(options, id);
  return c.json({ image_id: id, message: 'Image deleted successfully' });
};
