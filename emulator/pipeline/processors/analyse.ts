/** What can be said about an image by looking at its pixels. Pure: the same bytes give the same answer. */
import type { Sharp } from 'sharp';
import type { ImageFormat } from './image-format.ts';
import { HASH_INPUT_EDGE, perceptualHash } from './perceptual-hash.ts';
import { loadSharp } from './sharp.ts';
import { admit, decoding } from './source-image.ts';

export interface Analysis {
  readonly format: ImageFormat;
  /** Pixels, upright. */
  readonly width: number;
  readonly height: number;
  /** `#rrggbb`: the mean of the most frequent of 4096 colour groups. */
  readonly dominantColour: string;
  /** 64 bits as 16 hexadecimal digits. */
  readonly perceptualHash: string;
  /** Variance of the Laplacian of the grey image fitted into 512 × 512: low when the picture is out of focus. */
  readonly sharpness: number;
}

/** Everything is measured on an image of this size, so that sharpness can be compared between uploads. */
const MEASURED = { width: 512, height: 512, fit: 'inside', withoutEnlargement: true } as const;

interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Colour groups: four bits of each channel. */
const GROUPS = 4_096;

/** `rgb` is interleaved, one byte per channel. Of equally frequent groups the darkest counts. */
export function dominantColour(rgb: Uint8Array): string {
  const counts = new Uint32Array(GROUPS);
  const sums = new Float64Array(GROUPS * 3);
  for (let at = 0; at + 2 < rgb.length; at += 3) {
    const red = rgb[at]!;
    const green = rgb[at + 1]!;
    const blue = rgb[at + 2]!;
    const group = ((red >> 4) << 8) | (green & 0xf0) | (blue >> 4);
    counts[group]! += 1;
    sums[group * 3]! += red;
    sums[group * 3 + 1]! += green;
    sums[group * 3 + 2]! += blue;
  }
  let best = 0;
  for (let group = 1; group < GROUPS; group += 1) if (counts[group]! > counts[best]!) best = group;
  const channels = [...sums.subarray(best * 3, best * 3 + 3)].map((sum) =>
    Math.round(sum / Math.max(1, counts[best]!)),
  );
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** Variance of the four-neighbour Laplacian over all inner pixels; 0 for images without any. */
export function laplacianVariance({ data, width, height }: Pixels): number {
  let sum = 0;
  let squares = 0;
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      const neighbours =
        (data[at - 1] ?? 0) + (data[at + 1] ?? 0) + (data[at - width] ?? 0) + (data[at + width] ?? 0);
      const edge = neighbours - 4 * (data[at] ?? 0);
      sum += edge;
      squares += edge * edge;
    }
  }
  const count = Math.max(0, width - 2) * Math.max(0, height - 2);
  return count === 0 ? 0 : squares / count - (sum / count) ** 2;
}

/** Analyses an image. Throws `UnprocessableImage` for what is none. */
export async function analyse(bytes: Uint8Array): Promise<Analysis> {
  const { format, pixels } = await admit(bytes);
  const { autoOrient } = await decoding(pixels().metadata());
  const measured = await decoding(
    pixels()
      .resize(MEASURED)
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true }),
  );
  const { width, height, channels } = measured.info;
  const sharp = await loadSharp();
  const rgb = (): Sharp => sharp(measured.data, { raw: { width, height, channels } });
  const [colour, grey, tiny] = await Promise.all([
    rgb().toColourspace('srgb').removeAlpha().raw().toBuffer(),
    rgb().greyscale().raw().toBuffer(),
    rgb().resize(HASH_INPUT_EDGE, HASH_INPUT_EDGE, { fit: 'fill' }).greyscale().raw().toBuffer(),
  ]);
  return {
    format,
    width: autoOrient.width,
    height: autoOrient.height,
    dominantColour: dominantColour(colour),
    perceptualHash: perceptualHash(tiny),
    sharpness: laplacianVariance({ data: grey, width, height }),
  };
}
