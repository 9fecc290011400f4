/** What a deployed pipeline makes of an upload by itself, and has to be taken back with it. */
import {
  imageOfKey,
  processingInfoKey,
  renditionKey,
  SIZES,
  thumbnailKey,
  uploadInfoKey,
  watermarkedKey,
  type Resources,
} from '#pipeline';
import type { Place } from './written-objects.ts';

export function derivedObjects({ Bucket, Key }: Place, { environment }: Resources): readonly Place[] {
  const { S3_OUTPUT_BUCKET: output } = environment;
  const image = imageOfKey(Key);
  if (output !== undefined && image !== undefined) {
    const keys = [
      ...SIZES.flatMap((size) => [renditionKey(image, size), watermarkedKey(image, size)]),
      uploadInfoKey(image.imageId),
      processingInfoKey(image.imageId),
    ];
    return keys.map((derived) => ({ Bucket: output, Key: derived }));
  }
  const thumbnail = thumbnailKey(Key);
  return thumbnail === undefined ? [] : [{ Bucket, Key: thumbnail }];
}
