import { expect } from 'vitest';
import { deliveryOf, findBlueprint } from '#harness';
import { scenario, signedTarget, type World } from '#harness/vitest';

const IMAGES = 'PetTracker: image URLs are https://{cdn}/images/{key}';
const THUMBNAILS = 'PetTracker: thumbnail URLs are https://{cdn}/thumbnails/{key}';
const LIFECYCLE = 'PetTracker: the rule thumbnails-expire ends thumbnails after 90 days';
const APPLICATION = 'PetTracker: the default behaviour, spa-routing and security-headers';
const NEEDS = ['cdn', 'enforcement'] as const;
const DAY = 24 * 3_600 * 1_000;
const KEY = 'uploads/ada/2026/11/20/0a1b2c3d.jpg';
const THUMBNAIL = 'thumbnails/ada/2026/11/20/0a1b2c3d-thumb.jpg';

type Form = 'pettracker' | 'pettracker/as-written';

/** The CDN and the buckets of a form; with the lifecycle rules of another, if one is named. */
async function openDelivery(world: World, form: Form, aged: Form = form) {
  const pipeline = await world.pipeline(deliveryOf(findBlueprint(form), findBlueprint(aged)));
  const [distribution] = pipeline.distributions;
  const { resources } = pipeline;
  const [images = '', site = ''] = resources.buckets.map(({ name }) => name);
  const s3 = await world.clients.s3();
  await s3.putObject({ Bucket: images, Key: KEY, Body: 'original', ContentType: 'image/jpeg' });
  await s3.putObject({ Bucket: images, Key: THUMBNAIL, Body: 'thumbnail', ContentType: 'image/jpeg' });
  await s3.putObject({ Bucket: site, Key: 'index.html', Body: '<h1>Pets</h1>', ContentType: 'text/html' });
  const domain = distribution?.domainName ?? '';
  return {
    s3,
    look: (target: string) => world.view(domain, target),
    signed: async (path: string) => {
      const [cloudfront, secrets] = await Promise.all([world.clients.cloudfront(), world.clients.secrets()]);
      const [key] = resources.signingKeys ?? [];
      const { PublicKeyList } = await cloudfront.listPublicKeys({});
      const { SecretString = '' } = await secrets.getSecretValue({ SecretId: key?.secret ?? '' });
      const standing = PublicKeyList?.Items?.find(({ Name }) => Name === key?.keyGroup);
      return signedTarget(domain, path, {
        keyPairId: standing?.Id ?? '',
        privateKey: SecretString,
        expires: Math.floor(world.now() / 1_000) + 3_600,
      });
    },
  };
}

scenario(
  'as written, the signed URL of an image leads to no object: keys do not begin with images/',
  { source: IMAGES, needs: NEEDS },
  async (world) => {
    const { look, signed } = await openDelivery(world, 'pettracker/as-written');
    const { status, text } = await look(await signed(`/images/${KEY}`));
    expect([status, text.includes('<Code>AccessDenied</Code>')]).toEqual([403, true]);
  },
);

scenario(
  'repaired, the signed URL of an image shows it, and an unsigned one does not',
  { source: IMAGES, needs: NEEDS },
  async (world) => {
    const { look, signed } = await openDelivery(world, 'pettracker');
    expect((await look(await signed(`/images/${KEY}`))).text).toBe('original');
    expect((await look(`/images/${KEY}`)).status).toBe(403);
  },
);

scenario(
  'as written, thumbnails are looked for among the static files, under a prefix given twice',
  { source: THUMBNAILS, needs: NEEDS },
  async (world) => {
    const { look } = await openDelivery(world, 'pettracker/as-written');
    expect((await look(`/thumbnails/${THUMBNAIL}`)).status).toBe(403);
    expect((await look(`/${THUMBNAIL}`)).status).toBe(403);
  },
);

scenario(
  'repaired, a thumbnail is shown to everybody and cached',
  { source: THUMBNAILS, needs: NEEDS },
  async (world) => {
    const { look } = await openDelivery(world, 'pettracker');
    expect((await look(`/${THUMBNAIL}`)).text).toBe('thumbnail');
    expect((await look(`/${THUMBNAIL}`)).headers['x-cache']).toBe('Hit from cloudfront');
  },
);

for (const [form, after, sentence] of [
  ['pettracker/as-written', 403, 'as written, thumbnails are gone from the CDN while their originals stay'],
  ['pettracker', 200, 'repaired, thumbnails stay on the CDN as long as their originals'],
] as const) {
  scenario(sentence, { source: LIFECYCLE, needs: [...NEEDS, 'time-travel'] }, async (world) => {
    // Behind the CDN that finds thumbnails at all.
    const { look, signed } = await openDelivery(world, 'pettracker', form);
    expect((await look(`/${THUMBNAIL}`)).status).toBe(200);
    await world.elapse(93 * DAY);
    expect((await look(`/${THUMBNAIL}`)).status).toBe(after);
    expect((await look(await signed(`/images/${KEY}`))).status).toBe(200);
  });
}

scenario(
  'every path of the application is its page, with the headers that the function sets before the policy',
  { source: APPLICATION, needs: NEEDS },
  async (world) => {
    const { look } = await openDelivery(world, 'pettracker');
    const { text, headers } = await look('/pets/rex');
    expect(text).toBe('<h1>Pets</h1>');
    expect(headers).toMatchObject({
      'strict-transport-security': 'max-age=31536000; includeSubdomains',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'strict-origin-when-cross-origin',
    });
  },
);
