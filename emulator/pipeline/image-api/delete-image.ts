/**
 * `DELETE /images/{image_id}`: the bytes, then the item. The item is what names the bytes, so it goes last. When a half
 * fails, the repair queue gets the whole: nothing is left that nobody knows of. Only a deletion that not even the queue
 * could take fails, and can be repeated.
 */
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import type { Endpoint } from './app.ts';
import type { ImageApiOptions } from './configuration.ts';
import { deleteItem, getItem } from './image-items.ts';
import type { ImageItem } from './image-items.ts';
import { Refusal } from './refusal.ts';

/** Whether both halves are gone; if not, their repair is under way. */
async function remove(options: ImageApiOptions, { image_id, s3_key }: ImageItem): Promise<boolean> {
  try {
    await options.s3.send(new DeleteObjectCommand({ Bucket: options.bucket, Key: s3_key }));
    await deleteItem(options, image_id);
    return true;
  } catch (error) {
    console.error(error);
    await options.requestRepair({ action: 'delete', image_id, s3_key });
    return false;
  }
}

export const deleteImage: Endpoint = (options) => async (c) => {
  const item = await getItem(options, c.req.param('image_id') ?? '');
  if (item === undefined) throw new Refusal('NOT_FOUND', 'there is no such image');
  const { image_id } = item;
  return (await remove(options, item))
    ? c.json({ image_id, message: 'Image deleted successfully' })
    : c.json({ image_id, message: 'Image deletion will be completed' }, 202);
};
