import { expect } from 'vitest';
import { bombPng, imageBytes, IMAGES, NOT_AN_IMAGE, ORIENTATIONS, type ImageFixture } from '#fixtures';
import { examine, findBlueprint, visibleDifference } from '#harness';
import { scenario, type World } from '#harness/vitest';

const DOCUMENT = 'PetTracker: generate-thumbnail makes a JPEG of at most 300 × 300 of every upload';
const EXIF = 'CIPA DC-008 (Exif 3.0), 4.6.5: Orientation';
const PRIVACY = 'PetTracker: pictures are shared, where they were taken is not';
const NEEDS = ['functions'] as const;
/** Of 64 features; unrelated pictures differ in about 32. */
const ALIKE = 10;

async function pipeline(world: World) {
  const { resources } = await world.pipeline(findBlueprint('pettracker'));
  const Bucket = resources.environment['IMAGES_BUCKET'] ?? '';
  const s3 = await world.clients.s3();
  const upload = async (name: string, Body: Uint8Array, ContentType = 'image/jpeg') =>
    s3.putObject({ Bucket, Key: `uploads/ada/2026/01/02/${name}`, Body, ContentType });
  const thumbnail = async (stem: string) => {
    const { Body, ...facts } = await s3.getObject({
      Bucket,
      Key: `thumbnails/ada/2026/01/02/${stem}-thumb.jpg`,
    });
    return { ...facts, bytes: (await Body?.transformToByteArray()) ?? new Uint8Array() };
  };
  return { s3, Bucket, resources, upload, thumbnail };
}

async function develop(world: World, fixture: ImageFixture) {
  const { upload, thumbnail } = await pipeline(world);
  const original = await imageBytes(fixture);
  await upload('photo.jpg', original, fixture.mediaType);
  const { bytes, ...facts } = await world.eventually(() => thumbnail('photo'));
  return { original, bytes, facts, picture: await examine(bytes), before: await examine(original) };
}

for (const fixture of ORIENTATIONS) {
  scenario(
    `a photo stored under EXIF orientation ${fixture.orientation} becomes an upright thumbnail`,
    { source: EXIF, needs: NEEDS },
    async (world) => {
      const { picture, before } = await develop(world, fixture);
      expect(picture).toMatchObject({ width: fixture.width, height: fixture.height, orientation: 1 });
      expect(visibleDifference(picture, before)).toBeLessThanOrEqual(ALIKE);
    },
  );
}

for (const [what, fixture] of [
  ['a JPEG', IMAGES.coffee],
  ['a progressive JPEG', IMAGES.progressive],
  ['a JPEG in CMYK', IMAGES.cmyk],
  ['a photo in Display P3', IMAGES.displayP3],
  ['a PNG', IMAGES.chelsea],
  ['a PNG that calls itself JPEG', IMAGES.pngNamedJpg],
  ['a WebP', IMAGES.webp],
  ['an AVIF', IMAGES.avif],
  ['a GIF', IMAGES.gif],
  ['a moving GIF', IMAGES.animated],
  ['a PNG with transparency', IMAGES.transparent],
] as const) {
  scenario(`${what} becomes a JPEG that looks like it`, { source: DOCUMENT, needs: NEEDS }, async (world) => {
    const { picture, before } = await develop(world, fixture);
    expect(picture).toMatchObject({ format: 'jpeg', space: 'srgb' });
    expect(visibleDifference(picture, before)).toBeLessThanOrEqual(ALIKE);
  });
}

scenario(
  'a thumbnail fits into 300 × 300 and keeps its proportions',
  { source: DOCUMENT, needs: NEEDS },
  async (world) => {
    const { picture } = await develop(world, IMAGES.chelsea);
    expect({ width: picture.width, height: picture.height }).toEqual({ width: 300, height: 200 });
  },
);

scenario(
  'a picture smaller than a thumbnail is not blown up',
  { source: DOCUMENT, needs: NEEDS },
  async (world) => {
    const { picture } = await develop(world, IMAGES.transparent);
    expect({ width: picture.width, height: picture.height }).toEqual({ width: 160, height: 106 });
  },
);

scenario(
  'a thumbnail gives away neither camera nor place',
  { source: PRIVACY, needs: NEEDS },
  async (world) => {
    const { picture, before } = await develop(world, IMAGES.sideways);
    expect(before.hasExif).toBe(true);
    expect(picture.hasExif).toBe(false);
  },
);

scenario(
  'a thumbnail carries no colour profile that is not sRGB',
  { source: DOCUMENT, needs: NEEDS },
  async (world) => {
    const { picture, before } = await develop(world, IMAGES.displayP3);
    expect(before.profile).toBeDefined();
    expect([undefined, 'sRGB']).toContain(picture.profile);
  },
);

scenario(
  'a thumbnail of a large photo is a small file',
  { source: DOCUMENT, needs: NEEDS },
  async (world) => {
    const { original, bytes } = await develop(world, IMAGES.sideways);
    expect(bytes.length).toBeLessThan(original.length / 4);
  },
);

scenario(
  'a thumbnail is a JPEG to the browser, and may be cached for a day',
  { source: DOCUMENT, needs: NEEDS },
  async (world) => {
    const { facts } = await develop(world, IMAGES.coffee);
    expect(facts).toMatchObject({ ContentType: 'image/jpeg', CacheControl: 'public, max-age=86400' });
  },
);

scenario(
  'an upload that replaces another replaces its thumbnail',
  { source: DOCUMENT, needs: NEEDS },
  async (world) => {
    const { upload, thumbnail } = await pipeline(world);
    await upload('photo.jpg', await imageBytes(IMAGES.coffee));
    const first = await world.eventually(() => thumbnail('photo'));
    await upload('photo.jpg', await imageBytes(IMAGES.chelsea));
    const second = await world.eventually(async () => {
      const seen = await thumbnail('photo');
      return seen.ETag === first.ETag ? undefined : seen;
    });
    const chelsea = await examine(await imageBytes(IMAGES.chelsea));
    expect(visibleDifference(await examine(second.bytes), chelsea)).toBeLessThanOrEqual(ALIKE);
  },
);

for (const [what, bytes] of [
  ['text that calls itself a JPEG', () => imageBytes(NOT_AN_IMAGE)],
  ['a picture that would unpack to far more than it may', async () => bombPng(12_000, 12_000)],
] as const) {
  scenario(
    `${what} becomes no thumbnail and ends in the dead-letter queue`,
    { source: DOCUMENT, needs: NEEDS },
    async (world) => {
      const { s3, Bucket, resources, upload } = await pipeline(world);
      await upload('photo.jpg', await bytes());
      const sqs = await world.clients.sqs();
      const dlq = resources.queues.find(({ name }) => name.startsWith('pettracker-thumbnail-dlq'));
      const { QueueUrl } = await sqs.getQueueUrl({ QueueName: dlq?.name });
      const dead = await world.eventually(
        async () => (await sqs.receiveMessage({ QueueUrl })).Messages?.[0],
        { within: 20 * 60_000 },
      );
      expect(dead.Body).toContain('photo.jpg');
      expect((await s3.listObjectsV2({ Bucket, Prefix: 'thumbnails/' })).KeyCount).toBe(0);
    },
  );
}
