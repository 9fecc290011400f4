import { IMAGES, imageBytes, NOT_AN_IMAGE, ORIENTATIONS } from '#fixtures';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { analyse, dominantColour, laplacianVariance } from './analyse.ts';
import { hashDistance, perceptualHash } from './perceptual-hash.ts';
import { UnprocessableImage } from './source-image.ts';

test.each(Object.values(IMAGES))('$name is measured upright', async (fixture) => {
  const { width, height } = await analyse(await imageBytes(fixture));
  expect({ width, height }).toEqual({ width: fixture.width, height: fixture.height });
});

test('the cat is a warm brown and the coffee is not the same', async () => {
  const { dominantColour: cat } = await analyse(await imageBytes(IMAGES.chelsea));
  const [red = 0, green = 0, blue = 0] = Buffer.from(cat.slice(1), 'hex');
  expect(cat).toMatch(/^#[0-9a-f]{6}$/);
  expect(red).toBeGreaterThan(green);
  expect(green).toBeGreaterThan(blue);
  expect((await analyse(await imageBytes(IMAGES.coffee))).dominantColour).not.toBe(cat);
});

test('the dominant colour is the one most pixels have, not the mean of all', () => {
  const blue = [16, 32, 200];
  const pixels = [...blue, ...blue, ...blue, 255, 255, 0, 255, 0, 0];
  expect(dominantColour(Uint8Array.from(pixels))).toBe('#1020c8');
});

test('the hash of one picture hardly changes with format, size and quality', async () => {
  const { perceptualHash: hash } = await analyse(await imageBytes(IMAGES.chelsea));
  for (const name of ['progressive', 'webp', 'avif', 'gif', 'displayP3'] as const) {
    const other = await analyse(await imageBytes(IMAGES[name]));
    expect(hashDistance(hash, other.perceptualHash)).toBeLessThanOrEqual(6);
  }
  const worn = await sharp(await imageBytes(IMAGES.chelsea))
    .resize(200)
    .modulate({ brightness: 1.1 })
    .jpeg({ quality: 40 })
    .toBuffer();
  expect(hashDistance(hash, (await analyse(worn)).perceptualHash)).toBeLessThanOrEqual(6);
});

test('the hash of another picture differs in a third of the bits or more', async () => {
  const cat = await analyse(await imageBytes(IMAGES.chelsea));
  const coffee = await analyse(await imageBytes(IMAGES.coffee));
  expect(hashDistance(cat.perceptualHash, coffee.perceptualHash)).toBeGreaterThan(21);
});

test('all eight EXIF orientations of a picture have nearly the same hash', async () => {
  const [upright, ...others] = await Promise.all(
    ORIENTATIONS.map(async (fixture) => (await analyse(await imageBytes(fixture))).perceptualHash),
  );
  for (const other of others) expect(hashDistance(upright ?? '', other)).toBeLessThanOrEqual(4);
});

test('a hash is 64 bits, also when the first of them are zero', () => {
  expect(perceptualHash(new Uint8Array(1024))).toBe('0000000000000000');
  expect(hashDistance('0000000000000000', 'ffffffffffffffff')).toBe(64);
  expect(hashDistance('00000000000000f0', '0000000000000070')).toBe(1);
});

test('a blurred photograph has a fraction of the sharpness', async () => {
  const source = await imageBytes(IMAGES.chelsea);
  const sharpPicture = await analyse(source);
  const blurred = await analyse(await sharp(source).blur(3).png().toBuffer());
  expect(blurred.sharpness).toBeLessThan(sharpPicture.sharpness / 5);
  expect(sharpPicture.sharpness).toBeGreaterThan(50);
});

test('the variance of the Laplacian is that of the textbook', () => {
  // The two inner pixels of a 4 × 3 image: their Laplacians are 4·10 - 0 = 40 and 10·3 + 0 - 40 = -10.
  const data = Uint8Array.from([0, 10, 10, 0, 10, 0, 10, 10, 0, 10, 10, 0]);
  expect(laplacianVariance({ data, width: 4, height: 3 })).toBe(625);
  expect(laplacianVariance({ data: Uint8Array.from([9, 9]), width: 2, height: 1 })).toBe(0);
});

test('the same bytes give the same analysis', async () => {
  const source = await imageBytes(IMAGES.sideways);
  expect(await analyse(source)).toEqual(await analyse(source));
});

test('what is no image is refused', async () => {
  await expect(analyse(await imageBytes(NOT_AN_IMAGE))).rejects.toThrow(UnprocessableImage);
});
