/** Judges pictures as a viewer would: what they measure, whether they look alike, and what they give away. */
import { analyse, hashDistance } from '#pipeline';

export interface Picture {
  /** `jpeg` */
  readonly format: string;
  /** Pixels as stored. */
  readonly width: number;
  readonly height: number;
  /** EXIF orientation, 1 to 8; 1 when there is none. */
  readonly orientation: number;
  /** `srgb`, `cmyk` */
  readonly space: string;
  /** Whether camera data, a position among them, can be read off it. */
  readonly hasExif: boolean;
  /** The embedded colour profile's name in its own words; undefined where there is none. */
  readonly profile: string | undefined;
  /** What it looks like, upright: 64 bits in hexadecimal. */
  readonly looks: string;
}

/** @throws UnprocessableImage for what is no picture */
export async function examine(bytes: Uint8Array): Promise<Picture> {
  const { default: sharp } = await import('sharp');
  const [{ format, width, height, orientation = 1, space, exif, icc }, { perceptualHash }] =
    await Promise.all([sharp(bytes).metadata(), analyse(bytes)]);
  return {
    format,
    width,
    height,
    orientation,
    space,
    hasExif: exif !== undefined,
    profile:
      icc === undefined
        ? undefined
        : (/(?:Display P3|sRGB|Adobe RGB)/.exec(icc.toString('latin1').replaceAll('\0', ''))?.[0] ??
          'unnamed'),
    looks: perceptualHash,
  };
}

/** In how many of 64 features two pictures differ: up to about 10 they look alike, unrelated ones differ in about half. */
export const visibleDifference = (one: Picture, other: Picture): number =>
  hashDistance(one.looks, other.looks);
