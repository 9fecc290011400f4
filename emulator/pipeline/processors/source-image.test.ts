import { bombPng, IMAGES, imageBytes, NOT_AN_IMAGE, ORIENTATIONS } from '#fixtures';
import { expect, test } from 'vitest';
import { imageFormat, MEDIA_TYPES } from './image-format.ts';
import { admit, decoding, MAX_IMAGE_BYTES, UnprocessableImage } from './source-image.ts';

const fault = async (bytes: Uint8Array): Promise<string> => {
  try {
    await decoding((await admit(bytes)).pixels().raw().toBuffer());
    return 'none';
  } catch (error) {
    return error instanceof UnprocessableImage ? error.fault : `another error: ${String(error)}`;
  }
};

test.each([...Object.values(IMAGES), ...ORIENTATIONS])(
  '$name is known by its bytes as $mediaType and shown as $width × $height',
  async (fixture) => {
    const bytes = await imageBytes(fixture);
    const { format, pixels } = await admit(bytes);
    expect(MEDIA_TYPES[format]).toBe(fixture.mediaType);
    const { info } = await pixels().raw().toBuffer({ resolveWithObject: true });
    expect({ width: info.width, height: info.height }).toEqual({
      width: fixture.width,
      height: fixture.height,
    });
  },
);

test('no bytes are an empty image', async () => {
  expect(await fault(new Uint8Array())).toBe('empty');
});

test.each([
  ['text', async () => imageBytes(NOT_AN_IMAGE)],
  ['eleven bytes', async () => Buffer.from('\xff\xd8\xff\xe0aaaaaaa', 'latin1')],
  ['SVG', async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
  ['PDF', async () => Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj')],
  ['TIFF', async () => Buffer.from('49492a0008000000000000000000', 'hex')],
  ['HEIC', async () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')],
])('%s is of no known format', async (_name, bytes) => {
  expect(await fault(await bytes())).toBe('unknown-format');
});

test('the AVIF brand counts among the compatible brands too', () => {
  expect(imageFormat(Buffer.from('\0\0\0\x1cftypmif1\0\0\0\0mif1miafavif', 'latin1'))).toBe('avif');
});

test('a brand outside the first box does not count', () => {
  expect(imageFormat(Buffer.from('\0\0\0\x14ftypheic\0\0\0\0mif1avifavif', 'latin1'))).toBeUndefined();
});

test('a file beyond the limit is refused before it is decoded', async () => {
  expect(await fault(new Uint8Array(MAX_IMAGE_BYTES + 1))).toBe('too-large');
});

test('a bomb of 400 megapixels in 48 KB is refused', async () => {
  expect(await fault(bombPng(20_000, 20_000))).toBe('too-many-pixels');
});

test('a JPEG that ends early is corrupt', async () => {
  const bytes = await imageBytes(IMAGES.sideways);
  expect(await fault(bytes.subarray(0, bytes.length / 2))).toBe('corrupt');
});

test.each(['chelsea', 'webp', 'avif', 'gif'] as const)(
  '%s with its second half overwritten is corrupt',
  async (name) => {
    const bytes = Buffer.from(await imageBytes(IMAGES[name]));
    bytes.fill(0xaa, Math.floor(bytes.length / 3));
    expect(await fault(bytes)).toBe('corrupt');
  },
);
