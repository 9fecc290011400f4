import { bombPng, IMAGES, imageBytes } from '#fixtures';
import { expect, test } from 'vitest';
import { smallJpeg, smallPng } from '../testing/small-images.ts';
import { Refusal } from './refusal.ts';
import { readUpload } from './upload-request.ts';

const read = (filename: string, image: Uint8Array) =>
  readUpload(
    JSON.stringify({ user_id: 'user123', filename, image_data: Buffer.from(image).toString('base64') }),
  );

/** What an upload is refused with. */
function refusalOf(filename: string, image: Uint8Array): { status: number; message: string } {
  try {
    read(filename, image);
  } catch (error) {
    if (error instanceof Refusal) return { status: error.status, message: error.message };
    throw error;
  }
  throw new Error(`${filename} was let in`);
}

const after = (image: Uint8Array, more: string): Buffer =>
  Buffer.concat([image, Buffer.from(more, 'latin1')]);

test.each(Object.values(IMAGES).filter(({ mediaType }) => mediaType !== 'image/avif'))(
  'the photograph $path is let in',
  async (image) => {
    const extension = image.mediaType.split('/')[1];
    expect(read(`a.${extension}`, await imageBytes(image)).contentType).toBe(image.mediaType);
  },
);

test('a decompression bomb is 413, however small it is', () => {
  const bomb = bombPng(20_000, 20_000);
  expect(bomb.byteLength).toBeLessThan(100_000);
  expect(refusalOf('a.png', bomb)).toEqual({
    status: 413,
    message: 'the image has more than 64000000 pixels',
  });
});

const ARCHIVE = `PK\u0003\u0004 a class file PK\u0005\u0006${'\0'.repeat(18)}`;

test.each([
  ['a JPEG that is an archive', 'a.jpg', () => after(smallJpeg(), ARCHIVE), /holds a ZIP archive/],
  [
    'a JPEG with a script in its comment',
    'a.jpg',
    () => smallJpeg('<ScRiPt>alert(1)</script>'),
    /holds markup or script \(<script\)/,
  ],
  ['a JPEG with code for a server', 'a.jpg', () => smallJpeg('<?php system($_GET[0]);'), /\(<\?php\)/],
  ['a JPEG that is a drawing', 'a.jpg', () => smallJpeg('<svg onload="x()">'), /\(<svg\)/],
  ['a JPEG that is a document', 'a.jpg', () => smallJpeg('%PDF-1.7'), /holds a PDF document/],
  ['a PNG with an archive after it', 'a.png', () => after(smallPng(), ARCHIVE), /goes on after the image/],
  ['a PNG that breaks off', 'a.png', () => smallPng().subarray(0, -13), /broken image\/png/],
  ['a GIF that is JavaScript', 'a.gif', () => Buffer.from('GIF89a/*pixels*/=1;alert(1)//'), /broken image/],
  ['a JPEG without a frame', 'a.jpg', () => Buffer.from('ffd8ffe000040000ffd90000', 'hex'), /broken/],
] as const)('%s is refused with 400', (_what, filename, image, message) => {
  expect(refusalOf(filename, image())).toEqual({ status: 400, message: expect.stringMatching(message) });
});

test('a GIF or WebP with anything after its end is refused', async () => {
  for (const image of [IMAGES.gif, IMAGES.animated, IMAGES.webp]) {
    const extension = image.mediaType.split('/')[1];
    const refused = refusalOf(`a.${extension}`, after(await imageBytes(image), ';alert(1)'));
    expect(refused).toEqual({ status: 400, message: 'image_data goes on after the image has ended' });
  }
});
