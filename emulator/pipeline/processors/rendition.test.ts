import { IMAGES, imageBytes, ORIENTATIONS } from '#fixtures';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { PAW_PRINT, RENDITION_SIZES, renderImage } from './rendition.ts';
import { UnprocessableImage } from './source-image.ts';

const THUMBNAIL = { width: 300, height: 300, quality: 80 };

/** Mean difference per channel in code values, both images brought to 24 × 24. */
async function difference(one: Uint8Array, other: Uint8Array): Promise<number> {
  const small = (bytes: Uint8Array): Promise<Buffer> =>
    sharp(bytes)
      .autoOrient()
      .flatten({ background: '#fff' })
      .resize(24, 24, { fit: 'fill' })
      .raw()
      .toBuffer();
  const [a, b] = await Promise.all([small(one), small(other)]);
  return a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] ?? 0)), 0) / a.length;
}

test.each(Object.values(IMAGES))('$name becomes an upright sRGB JPEG without metadata', async (fixture) => {
  const source = await imageBytes(fixture);
  const { bytes, width, height } = await renderImage(source, THUMBNAIL);
  const metadata = await sharp(bytes).metadata();
  expect(metadata).toMatchObject({ format: 'jpeg', space: 'srgb', channels: 3, width, height });
  for (const trace of ['exif', 'icc', 'iptc', 'xmp', 'orientation'] as const) {
    expect(metadata[trace]).toBeUndefined();
  }
  const scale = Math.min(1, 300 / fixture.width, 300 / fixture.height);
  expect(Math.abs(width - fixture.width * scale)).toBeLessThanOrEqual(1);
  expect(Math.abs(height - fixture.height * scale)).toBeLessThanOrEqual(1);
});

test.each(Object.values(IMAGES))('$name still looks like itself', async (fixture) => {
  const source = await imageBytes(fixture);
  const { bytes } = await renderImage(source, THUMBNAIL);
  expect(await difference(bytes, source)).toBeLessThan(5);
  const other = fixture.name.startsWith('coffee') ? IMAGES.chelsea : IMAGES.coffee;
  expect(await difference(bytes, await imageBytes(other))).toBeGreaterThan(15);
});

test('all eight EXIF orientations give the same picture', async () => {
  const [upright, ...others] = await Promise.all(
    ORIENTATIONS.map(async (fixture) => (await renderImage(await imageBytes(fixture), THUMBNAIL)).bytes),
  );
  for (const other of others) expect(await difference(other, upright ?? new Uint8Array())).toBeLessThan(3);
});

test('the position in the sample photograph is gone from the rendition', async () => {
  const source = await imageBytes(IMAGES.photo);
  const { bytes } = await renderImage(source, THUMBNAIL);
  expect(Buffer.from(source).includes('Darkroom One')).toBe(true);
  expect(Buffer.from(bytes).includes('Darkroom One')).toBe(false);
});

test('a small image is not enlarged', async () => {
  const { width, height } = await renderImage(await imageBytes(IMAGES.animated), THUMBNAIL);
  expect({ width, height }).toEqual({ width: 96, height: 64 });
});

test('transparency becomes white', async () => {
  const { bytes } = await renderImage(await imageBytes(IMAGES.transparent), THUMBNAIL);
  const [red = 0, green = 0, blue = 0] = await sharp(bytes)
    .extract({ left: 0, top: 0, width: 1, height: 1 })
    .raw()
    .toBuffer();
  expect(Math.min(red, green, blue)).toBeGreaterThan(250);
});

test('the same source gives the same bytes', async () => {
  const source = await imageBytes(IMAGES.sideways);
  const [one, two] = await Promise.all([renderImage(source, THUMBNAIL), renderImage(source, THUMBNAIL)]);
  expect(Buffer.from(one.bytes).equals(two.bytes)).toBe(true);
});

test('the sizes of a photograph fit their boxes', async () => {
  const source = await imageBytes(IMAGES.photo);
  const sizes = await Promise.all(
    Object.entries(RENDITION_SIZES).map(async ([name, size]) => {
      const { width, height } = await renderImage(source, { ...size, quality: 80 });
      return [name, `${width}x${height}`];
    }),
  );
  expect(Object.fromEntries(sizes)).toEqual({
    small: '320x240',
    medium: '800x600',
    large: '1920x1440',
    thumbnail: '150x113',
  });
});

test('a watermark brightens the lower right corner and leaves the rest', async () => {
  const source = await imageBytes(IMAGES.photo);
  const plain = await renderImage(source, { ...THUMBNAIL, quality: 95 });
  const marked = await renderImage(source, { ...THUMBNAIL, quality: 95, watermark: PAW_PRINT });
  const mean = async (bytes: Uint8Array, left: number, top: number): Promise<number> => {
    const { channels } = await sharp(
      await sharp(bytes).extract({ left, top, width: 45, height: 45 }).toBuffer(),
    ).stats();
    return channels.reduce((sum, channel) => sum + channel.mean, 0) / channels.length;
  };
  const corner = { left: plain.width - 45, top: plain.height - 45 };
  expect(await mean(marked.bytes, corner.left, corner.top)).toBeGreaterThan(
    (await mean(plain.bytes, corner.left, corner.top)) + 15,
  );
  expect(Math.abs((await mean(marked.bytes, 20, 20)) - (await mean(plain.bytes, 20, 20)))).toBeLessThan(1);
});

test('what is no image is refused', async () => {
  await expect(renderImage(Buffer.from('hello, I am no image'), THUMBNAIL)).rejects.toThrow(
    UnprocessableImage,
  );
});
