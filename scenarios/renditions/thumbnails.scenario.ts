import { expect } from 'vitest';
import { bombPng, imageBytes, IMAGES, NOT_AN_IMAGE, ORIENTATIONS } from '#fixtures';
import { examine, visibleDifference } from '#harness';
import { scenario } from '#harness/vitest';
import { develop, fitted } from '../judged-pipeline.ts';

const DOCUMENT =
  'the pipeline’s configuration: renditions; PetTracker: a JPEG of at most 300 × 300 of every upload';
const EXIF = 'CIPA DC-008 (Exif 3.0), 4.6.5: Orientation';
const PRIVACY = 'PetTracker: pictures are shared, where they were taken is not';
const NEEDS = ['processors'] as const;
/** Of 64 features; unrelated pictures differ in about 32. */
const ALIKE = 10;

for (const fixture of ORIENTATIONS) {
  scenario(
    `a photo stored under EXIF orientation ${fixture.orientation} becomes an upright thumbnail`,
    { source: EXIF, needs: NEEDS, judges: ['renditions', 'image/jpeg'] },
    async (world) => {
      const { renditions, before } = await develop(world, fixture);
      for (const { picture, promised } of renditions) {
        const { width, height } = fitted(fixture, promised);
        expect(picture.orientation).toBe(1);
        expect(picture.width / picture.height).toBeCloseTo(width / height, 1);
        expect(visibleDifference(picture, before)).toBeLessThanOrEqual(ALIKE);
      }
    },
  );
}

for (const [what, fixture, type] of [
  ['a JPEG', IMAGES.coffee, 'image/jpeg'],
  ['a progressive JPEG', IMAGES.progressive, 'image/jpeg'],
  ['a JPEG in CMYK', IMAGES.cmyk, 'image/jpeg'],
  ['a photo in Display P3', IMAGES.displayP3, 'image/jpeg'],
  ['a PNG', IMAGES.chelsea, 'image/png'],
  ['a PNG that calls itself JPEG', { ...IMAGES.pngNamedJpg, mediaType: 'image/jpeg' }, 'image/jpeg'],
  ['a WebP', IMAGES.webp, 'image/webp'],
  ['an AVIF', IMAGES.avif, 'image/avif'],
  ['a GIF', IMAGES.gif, 'image/gif'],
  ['a moving GIF', IMAGES.animated, 'image/gif'],
  ['a PNG with transparency', IMAGES.transparent, 'image/png'],
] as const) {
  scenario(
    `${what} becomes a thumbnail that looks like it`,
    { source: DOCUMENT, needs: NEEDS, judges: ['renditions', type] },
    async (world) => {
      const { renditions, before } = await develop(world, fixture);
      for (const { picture, promised } of renditions) {
        expect(picture).toMatchObject({ format: promised.format, space: 'srgb' });
        expect(visibleDifference(picture, before)).toBeLessThanOrEqual(ALIKE);
      }
    },
  );
}

scenario(
  'a thumbnail fits into its frame and keeps its proportions',
  { source: DOCUMENT, needs: NEEDS, judges: ['renditions', 'image/png'] },
  async (world) => {
    const { renditions } = await develop(world, IMAGES.chelsea);
    for (const { picture, promised } of renditions) {
      const { width, height } = fitted(IMAGES.chelsea, promised);
      expect(Math.abs(picture.width - width)).toBeLessThanOrEqual(1);
      expect(Math.abs(picture.height - height)).toBeLessThanOrEqual(1);
    }
  },
);

scenario(
  'a picture smaller than a thumbnail is blown up only where that is promised',
  { source: DOCUMENT, needs: NEEDS, judges: ['renditions', 'image/png'] },
  async (world) => {
    const { renditions } = await develop(world, IMAGES.transparent);
    for (const { picture, promised } of renditions) {
      const { width, height } = fitted(IMAGES.transparent, promised);
      expect(Math.abs(picture.width - width)).toBeLessThanOrEqual(1);
      expect(Math.abs(picture.height - height)).toBeLessThanOrEqual(1);
    }
  },
);

scenario(
  'a thumbnail gives away neither camera nor place',
  { source: PRIVACY, needs: NEEDS, judges: ['renditions', 'image/jpeg'] },
  async (world) => {
    const { renditions, before } = await develop(world, IMAGES.sideways);
    expect(before.hasExif).toBe(true);
    for (const { picture } of renditions) expect(picture.hasExif).toBe(false);
  },
);

scenario(
  'a thumbnail carries no colour profile that is not sRGB',
  { source: DOCUMENT, needs: NEEDS, judges: ['renditions', 'image/jpeg'] },
  async (world) => {
    const { renditions, before } = await develop(world, IMAGES.displayP3);
    expect(before.profile).toBeDefined();
    for (const { picture } of renditions) expect([undefined, 'sRGB']).toContain(picture.profile);
  },
);

scenario(
  'a thumbnail of a large photo is a small file',
  { source: DOCUMENT, needs: NEEDS, judges: ['renditions', 'image/jpeg'] },
  async (world) => {
    const { original, renditions } = await develop(world, IMAGES.photo);
    for (const { bytes, promised } of renditions) {
      const part = Math.min(
        1,
        (promised.width * promised.height) / (IMAGES.photo.width * IMAGES.photo.height),
      );
      expect(bytes.length).toBeLessThan(original.length * Math.max(part * 4, 1 / 8));
    }
  },
);

scenario(
  'a thumbnail says what it is, and for how long it may be cached',
  { source: DOCUMENT, needs: NEEDS, judges: ['renditions', 'image/jpeg'] },
  async (world) => {
    const { renditions } = await develop(world, IMAGES.coffee);
    for (const { contentType, cacheControl, promised } of renditions) {
      expect(contentType).toBe(`image/${promised.format}`);
      if (promised.cacheControl !== undefined) expect(cacheControl).toBe(promised.cacheControl);
    }
  },
);

scenario(
  'an upload that replaces another replaces its thumbnail',
  { source: DOCUMENT, needs: NEEDS, judges: ['renditions', 'image/jpeg'] },
  async (world) => {
    const subject = await world.subject();
    const photo = subject.photo('image/jpeg');
    await subject.upload(photo, await imageBytes(IMAGES.coffee));
    const first = await Promise.all(
      subject.renditions.map((rendition) =>
        world.eventually(() => subject.rendition(rendition, photo), { within: subject.within }),
      ),
    );
    await subject.upload(photo, await imageBytes(IMAGES.sideways));
    const after = await examine(await imageBytes(IMAGES.sideways));
    for (const [index, rendition] of subject.renditions.entries()) {
      const second = await world.eventually(
        async () => {
          const seen = await subject.rendition(rendition, photo);
          return seen.etag === first[index]?.etag ? undefined : seen;
        },
        { within: subject.within },
      );
      expect(visibleDifference(await examine(second.bytes), after)).toBeLessThanOrEqual(ALIKE);
    }
  },
);

for (const [what, bytes] of [
  ['text that calls itself a JPEG', () => imageBytes(NOT_AN_IMAGE)],
  ['a picture that would unpack to far more than it may', async () => bombPng(12_000, 12_000)],
] as const) {
  scenario(
    `${what} becomes no thumbnail and ends in the dead-letter queue`,
    { source: DOCUMENT, needs: NEEDS, judges: ['renditions', 'deadLetters', 'image/jpeg'] },
    async (world) => {
      const subject = await world.subject();
      const photo = subject.photo('image/jpeg');
      await subject.upload(photo, await bytes());
      const { queue, within } = subject.deadLetters();
      const sqs = await world.clients.sqs();
      const { QueueUrl } = await sqs.getQueueUrl({ QueueName: queue });
      await world.eventually(
        async () => {
          const { Messages = [] } = await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 });
          return Messages.find(({ Body = '' }) => Body.includes(photo.name));
        },
        { within },
      );
      for (const rendition of subject.renditions) {
        await expect(subject.rendition(rendition, photo)).rejects.toMatchObject({ name: 'NoSuchKey' });
      }
    },
  );
}
