/** Smaller versions of an upload: upright, sRGB, on white, and without metadata (a camera's position is nobody's business). */
import type { Sharp } from 'sharp';
import { loadSharp } from './sharp.ts';
import { admit, decoding } from './source-image.ts';

export interface RenditionSize {
  /** The box in pixels that the image is fitted into; it is never enlarged. */
  readonly width: number;
  readonly height: number;
}

export interface RenditionOptions extends RenditionSize {
  /** JPEG quality, 1 to 100. */
  readonly quality: number;
  /** An image laid over the lower right corner, fitted into a fifth of the shorter edge. */
  readonly watermark?: Uint8Array;
}

export interface Rendition {
  /** A JPEG. */
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export const JPEG = 'image/jpeg';

/** The sizes of the image platform's output bucket. */
export const RENDITION_SIZES = {
  small: { width: 320, height: 320 },
  medium: { width: 800, height: 800 },
  large: { width: 1920, height: 1920 },
  thumbnail: { width: 150, height: 150 },
} as const satisfies Record<string, RenditionSize>;

/**
 * A paw print, white at half strength. Drawn and not written: function runtimes carry no fonts.
 */
export const PAW_PRINT: Uint8Array = Buffer.from(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="400" height="400">
    <g fill="#fff" fill-opacity="0.5">
      <ellipse cx="50" cy="68" rx="26" ry="21"/>
      <ellipse cx="18" cy="44" rx="10" ry="14"/>
      <ellipse cx="38" cy="24" rx="10" ry="15"/>
      <ellipse cx="62" cy="24" rx="10" ry="15"/>
      <ellipse cx="82" cy="44" rx="10" ry="14"/>
    </g>
  </svg>`,
);

/** Lays the watermark over the finished pixels, in a pass of its own because its size follows from theirs. */
async function marked(pixels: Sharp, watermark: Uint8Array): Promise<Sharp> {
  const { data, info } = await decoding(
    pixels.png({ compressionLevel: 1 }).toBuffer({ resolveWithObject: true }),
  );
  const edge = Math.max(1, Math.floor(Math.min(info.width, info.height) / 5));
  const sharp = await loadSharp();
  const overlay = await sharp(watermark).resize(edge, edge, { fit: 'inside' }).png().toBuffer();
  return sharp(data).composite([{ input: overlay, gravity: 'southeast' }]);
}

/** Makes one rendition. Throws `UnprocessableImage` for what is no image. */
export async function renderImage(source: Uint8Array, options: RenditionOptions): Promise<Rendition> {
  const { width, height, quality, watermark } = options;
  const image = await admit(source);
  const pixels = image
    .pixels()
    .resize(width, height, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb');
  const finished = watermark === undefined ? pixels : await marked(pixels, watermark);
  const { data, info } = await decoding(finished.jpeg({ quality }).toBuffer({ resolveWithObject: true }));
  return { bytes: data, width: info.width, height: info.height };
}
