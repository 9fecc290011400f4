/**
 * What an upload is, told by its first bytes. Neither the extension nor the Content-Type is evidence: both come
 * from the uploader. What is not one of the five formats is refused before a decoder sees it; that keeps SVG, PDF and
 * every other loader that libvips has away from strangers' bytes.
 */

export type ImageFormat = 'avif' | 'gif' | 'jpeg' | 'png' | 'webp';

export const MEDIA_TYPES: Readonly<Record<ImageFormat, string>> = {
  avif: 'image/avif',
  gif: 'image/gif',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
};

/** 64 megapixels, after decoding about 200 MB: what fits a function of 512 MB. */
export const MAX_IMAGE_PIXELS = 64_000_000;

/** The extensions that an upload may have, and what each promises. */
export const EXTENSIONS: Readonly<Record<string, ImageFormat>> = {
  avif: 'avif',
  gif: 'gif',
  jpeg: 'jpeg',
  jpg: 'jpeg',
  png: 'png',
  webp: 'webp',
};

const latin1 = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

/**
 * AVIF is an ISO base media file whose first box, `ftyp`, names the brand `avif` or `avis`, as the major brand or
 * among the compatible ones (ISO/IEC 23000-22, section 7). HEIC differs in nothing but these names.
 */
function isAvif(bytes: Uint8Array): boolean {
  if (latin1(bytes, 4, 8) !== 'ftyp') return false;
  const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  for (let at = 8; at + 4 <= Math.min(size, bytes.byteLength, 256); at += at === 8 ? 8 : 4) {
    const brand = latin1(bytes, at, at + 4);
    if (brand === 'avif' || brand === 'avis') return true;
  }
  return false;
}

/** The format of the bytes, `undefined` when they are none of the five. */
export function imageFormat(bytes: Uint8Array): ImageFormat | undefined {
  if (bytes.byteLength < 12) return undefined;
  if (latin1(bytes, 0, 3) === '\xff\xd8\xff') return 'jpeg';
  if (latin1(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (/^GIF8[79]a$/.test(latin1(bytes, 0, 6))) return 'gif';
  if (latin1(bytes, 0, 4) === 'RIFF' && latin1(bytes, 8, 12) === 'WEBP') return 'webp';
  return isAvif(bytes) ? 'avif' : undefined;
}
