/**
 * `render_image`: one rendition of one upload, a task of the workflow. Doing it again writes the same bytes to the same
 * key. The names of its errors are what the workflow decides by: `UnprocessableImage` is not tried again.
 */
import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { createS3Client } from '../clients.ts';
import { readImage } from '../processors/object-store.ts';
import { JPEG, PAW_PRINT, RENDITION_SIZES, renderImage } from '../processors/rendition.ts';
import { UnprocessableImage } from '../processors/source-image.ts';
import { renditionKey, watermarkedKey } from './platform-keys.ts';
import type { PlatformImage, Size } from './platform-keys.ts';

export interface RenditionTask extends PlatformImage {
  /** Of the upload. */
  readonly bucket: string;
  readonly key: string;
  readonly size: Size;
  readonly watermark: boolean;
}

export interface RenditionResult {
  readonly key: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
}

export interface RenderOptions {
  readonly s3: S3Client;
  readonly outputBucket: string;
}

const QUALITY = 85;

/** Longer than any image that is admitted: the original keeps its size. */
const UNBOUNDED = { width: 65_535, height: 65_535 };

export async function renderTask(
  { s3, outputBucket }: RenderOptions,
  task: RenditionTask,
): Promise<RenditionResult> {
  const image = await readImage(s3, task);
  if (image === 'absent' || image === 'unchanged') {
    throw new UnprocessableImage('empty', `${task.key} is gone`);
  }
  const box = task.size === 'original' ? UNBOUNDED : RENDITION_SIZES[task.size];
  const { bytes, width, height } = await renderImage(image.bytes, {
    ...box,
    quality: QUALITY,
    ...(task.watermark ? { watermark: PAW_PRINT } : {}),
  });
  const key = task.watermark ? watermarkedKey(task, task.size) : renditionKey(task, task.size);
  await s3.send(new PutObjectCommand({ Bucket: outputBucket, Key: key, Body: bytes, ContentType: JPEG }));
  return { key, width, height, bytes: bytes.byteLength };
}

/** The Lambda entry point. */
export const handler = async (task: RenditionTask): Promise<RenditionResult> => {
  const outputBucket = process.env['S3_OUTPUT_BUCKET'];
  if (!outputBucket) throw new Error('S3_OUTPUT_BUCKET is not set: there is nowhere to put the rendition');
  return renderTask({ s3: createS3Client(), outputBucket }, task);
};
