/**
 * The one way in for strangers' images: what is too large, too many pixels, of no known format or broken is refused with
 * an `UnprocessableImage`, which no retry will mend.
 */
import type { Sharp } from 'sharp';
import { imageFormat, MAX_IMAGE_PIXELS } from './image-format.ts';
import type { ImageFormat } from './image-format.ts';
import { loadSharp } from './sharp.ts';

/** 25 MiB: ten times the average upload, beyond what phones write. */
export const MAX_IMAGE_BYTES = 25 * 1024 * 1024;

export type ImageFault =
  | 'corrupt'
  | 'empty'
  | 'too-large'
  | 'too-many-pixels'
  | 'unknown-format'
  | 'unnameable';

/** An image that cannot be processed, now or later. Its message is fit for a dead-letter queue's reader. */
export class UnprocessableImage extends Error {
  override readonly name = 'UnprocessableImage';
  readonly fault: ImageFault;

  constructor(fault: ImageFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.fault = fault;
  }
}

export const tooLarge = (bytes: number): UnprocessableImage =>
  new UnprocessableImage('too-large', `the image has ${bytes} bytes, the limit is ${MAX_IMAGE_BYTES}`);

export interface SourceImage {
  readonly format: ImageFormat;
  /** Only the first frame of an animation, turned upright; stops after 20 s of decoding. */
  readonly pixels: () => Sharp;
}

/** Admits an image, or throws `UnprocessableImage`. Nothing is decoded yet. */
export async function admit(bytes: Uint8Array): Promise<SourceImage> {
  if (bytes.byteLength === 0) throw new UnprocessableImage('empty', 'the image has no bytes');
  if (bytes.byteLength > MAX_IMAGE_BYTES) throw tooLarge(bytes.byteLength);
  const format = imageFormat(bytes);
  if (format === undefined) {
    throw new UnprocessableImage('unknown-format', 'the bytes are no JPEG, PNG, WebP, GIF or AVIF image');
  }
  const sharp = await loadSharp();
  return {
    format,
    pixels: () =>
      sharp(bytes, {
        limitInputPixels: MAX_IMAGE_PIXELS,
        pages: 1,
        failOn: 'error',
        autoOrient: true,
      }).timeout({
        seconds: 20,
      }),
  };
}

/** Runs a step of decoding and says in the pipeline's terms why it failed. */
export async function decoding<T>(step: Promise<T>): Promise<T> {
  try {
    return await step;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    if (reason.includes('pixel limit')) {
      throw new UnprocessableImage('too-many-pixels', `the image has more than ${MAX_IMAGE_PIXELS} pixels`, {
        cause,
      });
    }
    throw new UnprocessableImage('corrupt', `the image cannot be decoded: ${reason}`, { cause });
  }
}
