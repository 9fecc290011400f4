import { expect } from 'vitest';
import { HOSTILE_KEYS, imageBytes, IMAGES, MAX_KEY_BYTES } from '#fixtures';
import { findBlueprint } from '#harness';
import { scenario, type World } from '#harness/vitest';

const DOCUMENT = 'PetTracker: uploads raise an event that makes a thumbnail and feeds the analysis queue';
const NEEDS = ['processors'] as const;

async function openPipeline(world: World) {
  const pipeline = await world.pipeline(findBlueprint('pettracker'));
  const Bucket = pipeline.resources.environment['IMAGES_BUCKET'] ?? '';
  return { ...pipeline, Bucket, s3: await world.clients.s3() };
}

scenario('an upload becomes a thumbnail and a record', { source: DOCUMENT, needs: NEEDS }, async (world) => {
  const { api } = await openPipeline(world);
  const headers = { 'x-pettracker-user': 'ada', 'content-type': 'application/json' };
  const asked = await fetch(`${api}/images/upload-url`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ filename: 'cat.jpg' }),
  });
  const { url, key } = (await asked.json()) as { url: string; key: string };
  const photo = await imageBytes(IMAGES.coffee);
  const put = await fetch(url, { method: 'PUT', body: photo, headers: { 'content-type': 'image/jpeg' } });
  expect(put.status).toBe(200);

  const address = `key=${encodeURIComponent(key)}`;
  const thumbnail = await world.eventually(async () => {
    const offered = await fetch(`${api}/images/thumbnail-url?${address}`, { headers });
    const { url: thumbnailUrl } = (await offered.json()) as { url: string };
    const seen = await fetch(thumbnailUrl);
    expect(seen.status).toBe(200);
    return seen;
  });
  expect(thumbnail.headers.get('content-type')).toBe('image/jpeg');
  const record = await world.eventually(async () => {
    const seen = await fetch(`${api}/images/analysis?${address}`, { headers });
    return ((await seen.json()) as { width: number; height: number } | null) ?? undefined;
  });
  expect(record).toMatchObject({ width: 320, height: 213, format: 'jpeg', breed: null });
  const view = await fetch(`${api}/images/view-url?${address}`, { headers });
  const { url: viewUrl } = (await view.json()) as { url: string };
  expect(Buffer.from(await (await fetch(viewUrl)).arrayBuffer()).equals(photo)).toBe(true);
});

/** The last extension goes, unless it is all there is of the name. */
const thumbnailOf = (key: string): string =>
  `thumbnails/${key.slice('uploads/'.length).replace(/(?<=[^/])\.[^./]*$/, '')}-thumb.jpg`;

/** A thumbnail's key is longer than its original's, and S3 knows no key longer than this. */
const hasThumbnail = ({ key }: { readonly key: string }): boolean =>
  key.startsWith('uploads/') && !key.endsWith('/') && Buffer.byteLength(thumbnailOf(key)) <= MAX_KEY_BYTES;

for (const { name, key } of HOSTILE_KEYS.filter(hasThumbnail)) {
  scenario(
    `a key with ${name} comes through upload, event and thumbnail unharmed`,
    { source: 'S3 event keys are form-encoded: a consumer that does not decode them fails', needs: NEEDS },
    async (world) => {
      const { s3, Bucket } = await openPipeline(world);
      const before = new Set(await keysUnder(world, Bucket, 'thumbnails/'));
      await s3.putObject({
        Bucket,
        Key: key,
        Body: await imageBytes(IMAGES.coffee),
        ContentType: 'image/jpeg',
      });
      const made = await world.eventually(async () => {
        const now = await keysUnder(world, Bucket, 'thumbnails/');
        return now.find((candidate) => !before.has(candidate));
      });
      expect(made).toBe(thumbnailOf(key));
      // Not by a URL: fetch resolves dot segments before it sends them.
      expect((await s3.headObject({ Bucket, Key: made })).ContentType).toBe('image/jpeg');
    },
  );
}

async function keysUnder(world: World, Bucket: string, Prefix: string): Promise<readonly string[]> {
  const s3 = await world.clients.s3();
  const { Contents = [] } = await s3.listObjectsV2({ Bucket, Prefix });
  return Contents.map(({ Key = '' }) => Key);
}
