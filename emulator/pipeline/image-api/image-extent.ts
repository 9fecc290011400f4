/**
 * How far an image goes and how many pixels it unfolds to, read from its headers without decoding any. Formats: PNG
 * (W3C, third edition), GIF89a, WebP (RFC 9649), JPEG (ITU T.81).
 *
 * Cameras put more after the end of a JPEG (second pictures, videos, gain maps), so its end says nothing; the other
 * three end where they say.
 */
import type { ImageFormat } from '../processors/image-format.ts';

export interface Extent {
  /** Width times height, as the header says. */
  readonly pixels: number;
  /** The byte after its last one; `undefined` where the format allows more to follow. */
  readonly end: number | undefined;
}

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The extent of an image of that format. Throws a RangeError when the bytes end before the image does. */
export function extentOf(bytes: Uint8Array, format: ImageFormat): Extent {
  switch (format) {
    case 'png':
      return pngExtent(view(bytes));
    case 'gif':
      return gifExtent(view(bytes));
    case 'webp':
      return webpExtent(view(bytes));
    case 'jpeg':
      return { pixels: jpegPixels(view(bytes)), end: undefined };
    case 'avif':
      throw new RangeError('the image API takes no AVIF');
  }
}

const IEND = 0x49_45_4e_44;

function pngExtent(png: DataView): Extent {
  let at = 8;
  for (;;) {
    const isLast = png.getUint32(at + 4) === IEND;
    at += 12 + png.getUint32(at);
    if (isLast) return { pixels: png.getUint32(16) * png.getUint32(20), end: at };
  }
}

/** Bytes of a colour table, told by the flags that announce it. */
const colours = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);

function gifExtent(gif: DataView): Extent {
  const pixels = gif.getUint16(6, true) * gif.getUint16(8, true);
  let at = 13 + colours(gif.getUint8(10));
  for (;;) {
    const block = gif.getUint8(at);
    if (block === 0x3b) return { pixels, end: at + 1 };
    if (block === 0x21) at += 2;
    else if (block === 0x2c) at += 11 + colours(gif.getUint8(at + 9));
    else throw new RangeError(`${block} begins no block of a GIF`);
    while (gif.getUint8(at) !== 0) at += 1 + gif.getUint8(at);
    at += 1;
  }
}

function webpExtent(webp: DataView): Extent {
  const size = webp.getUint32(4, true);
  const end = 8 + size + (size % 2);
  if (end > webp.byteLength) throw new RangeError('the image is longer than its bytes');
  const kind = String.fromCharCode(...[12, 13, 14, 15].map((at) => webp.getUint8(at)));
  const uint24 = (at: number): number => webp.getUint16(at, true) + webp.getUint8(at + 2) * 0x1_00_00;
  if (kind === 'VP8X') return { pixels: (uint24(24) + 1) * (uint24(27) + 1), end };
  if (kind === 'VP8L') {
    const bits = webp.getUint32(21, true);
    return { pixels: ((bits & 0x3fff) + 1) * (((bits >>> 14) & 0x3fff) + 1), end };
  }
  return { pixels: (webp.getUint16(26, true) & 0x3fff) * (webp.getUint16(28, true) & 0x3fff), end };
}

/** From the frame header, which stands behind a row of other segments. */
function jpegPixels(jpeg: DataView): number {
  for (let at = 2; ; at += 2 + jpeg.getUint16(at + 2)) {
    while (jpeg.getUint8(at) === 0xff && jpeg.getUint8(at + 1) === 0xff) at += 1;
    if (jpeg.getUint8(at) !== 0xff) throw new RangeError('a segment of the JPEG has no marker');
    const marker = jpeg.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return jpeg.getUint16(at + 5) * jpeg.getUint16(at + 7);
  }
}
