import { expect } from 'vitest';
import { imageBytes, IMAGES } from '#fixtures';
import { scenario, type World } from '#harness/vitest';
import { freshBucket } from '../fresh-bucket.ts';

const CORS = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html';
const FORMS = 'https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html';
const FETCH = 'https://fetch.spec.whatwg.org/#http-cors-protocol';
const DOCUMENT = 'PetTracker, CORS: http://localhost:3000, GET PUT POST, any header, ETag exposed';
const ORIGIN = 'http://localhost:3000';
const NEEDS = ['browser'] as const;

/** The rules of the design document; `false` leaves the bucket without any. */
async function shop(
  world: World,
  rules: { origin?: string; headers?: string[]; expose?: string[] } | false = {},
) {
  const { s3, Bucket } = await freshBucket(world, 'page');
  if (rules !== false) {
    const { origin = ORIGIN, headers = ['*'], expose = ['ETag'] } = rules;
    await s3.putBucketCors({
      Bucket,
      CORSConfiguration: {
        CORSRules: [
          {
            AllowedOrigins: [origin],
            AllowedMethods: ['GET', 'PUT', 'POST'],
            AllowedHeaders: headers,
            ExposeHeaders: expose,
          },
        ],
      },
    });
  }
  return { s3, Bucket, page: await world.page(ORIGIN) };
}

type Page = Awaited<ReturnType<World['page']>>;

/** What the page's own script gets: a status and headers, or the browser's refusal. */
const send = (
  page: Page,
  url: string,
  init: { method: string; body?: string; headers?: Record<string, string> },
) =>
  page.evaluate(
    async ([address, options]) => {
      try {
        const answer = await fetch(address, options);
        return {
          status: answer.status,
          headers: Object.fromEntries(answer.headers),
          text: await answer.text(),
        };
      } catch (error) {
        return { refused: String(error) };
      }
    },
    [url, init] as const,
  );

scenario('a page uploads with fetch and PUT', { source: DOCUMENT, needs: NEEDS }, async (world) => {
  const { s3, Bucket, page } = await shop(world);
  const url = await world.presign.put({ Bucket, Key: 'cat.jpg' });
  const answer = await send(page, url, {
    method: 'PUT',
    body: 'meow',
    headers: { 'content-type': 'image/jpeg' },
  });
  expect(answer).toMatchObject({ status: 200 });
  expect((await s3.headObject({ Bucket, Key: 'cat.jpg' })).ContentType).toBe('image/jpeg');
});

scenario(
  'the page’s script reads the ETag that is exposed',
  { source: DOCUMENT, needs: NEEDS },
  async (world) => {
    const { Bucket, page } = await shop(world);
    const url = await world.presign.put({ Bucket, Key: 'cat.jpg' });
    expect(await send(page, url, { method: 'PUT', body: 'meow' })).toMatchObject({
      headers: { etag: '"4a4be40c96ac6314e91d93f38043a634"' },
    });
  },
);

scenario(
  'the page’s script does not see an ETag that is not exposed',
  { source: FETCH, needs: NEEDS },
  async (world) => {
    const { Bucket, page } = await shop(world, { expose: [] });
    const url = await world.presign.put({ Bucket, Key: 'cat.jpg' });
    const answer = await send(page, url, { method: 'PUT', body: 'meow' });
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.headers).not.toHaveProperty('etag');
  },
);

scenario(
  'without CORS rules the browser refuses, and nothing is stored',
  { source: CORS, needs: NEEDS },
  async (world) => {
    const { s3, Bucket, page } = await shop(world, false);
    const url = await world.presign.put({ Bucket, Key: 'cat.jpg' });
    expect(await send(page, url, { method: 'PUT', body: 'meow' })).toHaveProperty('refused');
    expect((await s3.listObjectsV2({ Bucket })).KeyCount).toBe(0);
  },
);

scenario(
  'a page of another port is another origin, and is refused',
  { source: CORS, needs: NEEDS },
  async (world) => {
    const { s3, Bucket, page } = await shop(world, { origin: 'http://localhost:3001' });
    const url = await world.presign.put({ Bucket, Key: 'cat.jpg' });
    expect(await send(page, url, { method: 'PUT', body: 'meow' })).toHaveProperty('refused');
    expect((await s3.listObjectsV2({ Bucket })).KeyCount).toBe(0);
  },
);

scenario(
  'a header that the rules do not name fails the preflight',
  { source: FETCH, needs: NEEDS },
  async (world) => {
    const { s3, Bucket, page } = await shop(world, { headers: ['content-type'] });
    const url = await world.presign.put({ Bucket, Key: 'cat.jpg' });
    const headers = { 'content-type': 'image/jpeg', 'x-amz-meta-owner': 'ada' };
    expect(await send(page, url, { method: 'PUT', body: 'meow', headers })).toHaveProperty('refused');
    expect((await s3.listObjectsV2({ Bucket })).KeyCount).toBe(0);
  },
);

scenario(
  'a refusal by S3 is readable to the page: it carries the CORS headers too',
  { source: CORS, needs: ['browser', 'enforcement'] },
  async (world) => {
    const { Bucket, page } = await shop(world);
    const url = new URL(await world.presign.get({ Bucket, Key: 'cat.jpg' }));
    url.searchParams.set('X-Amz-Signature', 'a'.repeat(64));
    const answer = await send(page, url.href, { method: 'GET' });
    expect(answer).toMatchObject({ status: 403 });
    expect(answer.text).toContain('<Code>SignatureDoesNotMatch</Code>');
  },
);

scenario(
  'a page uploads with a form, and is sent on afterwards',
  { source: FORMS, needs: NEEDS },
  async (world) => {
    const { s3, Bucket, page } = await shop(world);
    const back = `${ORIGIN}/?done`;
    const { url, fields } = await world.presign.post(
      { Bucket, Key: 'cat.jpg' },
      { fields: { 'content-type': 'image/jpeg', success_action_redirect: back } },
    );
    const hidden = Object.entries(fields).map(
      ([name, value]) => `<input type="hidden" name="${name}" value="${value}">`,
    );
    await page.setContent(
      `<form method="post" enctype="multipart/form-data" action="${url}">${hidden.join('')}<input type="file" name="file"><button></button></form>`,
    );
    await page.setInputFiles('input[type=file]', {
      name: 'cat.jpg',
      mimeType: 'image/jpeg',
      buffer: await imageBytes(IMAGES.coffee),
    });
    const sent = page.waitForRequest(/done/);
    await page.click('button', { noWaitAfter: true });
    expect((await sent).url()).toContain('key=cat.jpg');
    expect((await s3.headObject({ Bucket, Key: 'cat.jpg' })).ContentType).toBe('image/jpeg');
  },
);

/** The natural width of an image that the page shows, or the browser's failure. */
const show = (page: Page, url: string) =>
  page.evaluate<number | 'broken'>(`new Promise((resolve) => {
    const image = new Image();
    image.addEventListener('load', () => resolve(image.naturalWidth));
    image.addEventListener('error', () => resolve('broken'));
    image.src = ${JSON.stringify(url)};
  })`);

for (const [what, fixture] of [
  ['a JPEG', IMAGES.coffee],
  ['a WebP', IMAGES.webp],
  ['an AVIF', IMAGES.avif],
] as const) {
  scenario(
    `the browser shows ${what} from a signed URL, without any CORS rule`,
    { source: DOCUMENT, needs: NEEDS },
    async (world) => {
      const { s3, Bucket, page } = await shop(world, false);
      await s3.putObject({
        Bucket,
        Key: 'cat',
        Body: await imageBytes(fixture),
        ContentType: fixture.mediaType,
      });
      expect(await show(page, await world.presign.get({ Bucket, Key: 'cat' }))).toBe(fixture.width);
    },
  );
}

scenario('a photo on its side is shown upright', { source: DOCUMENT, needs: NEEDS }, async (world) => {
  const { s3, Bucket, page } = await shop(world, false);
  const { mediaType, width } = IMAGES.sideways;
  await s3.putObject({ Bucket, Key: 'cat', Body: await imageBytes(IMAGES.sideways), ContentType: mediaType });
  expect(await show(page, await world.presign.get({ Bucket, Key: 'cat' }))).toBe(width);
});

scenario(
  'an image whose URL has expired is a broken image',
  { source: DOCUMENT, needs: ['browser', 'time-travel', 'enforcement'] },
  async (world) => {
    const { s3, Bucket, page } = await shop(world, false);
    await s3.putObject({
      Bucket,
      Key: 'cat',
      Body: await imageBytes(IMAGES.coffee),
      ContentType: 'image/jpeg',
    });
    const url = await world.presign.get({ Bucket, Key: 'cat' }, { expiresIn: 60 });
    await world.elapse(61_000);
    expect(await show(page, url)).toBe('broken');
  },
);

scenario(
  'a key with a space, a plus and an umlaut is uploaded and shown by a page',
  { source: DOCUMENT, needs: NEEDS },
  async (world) => {
    const { s3, Bucket, page } = await shop(world);
    const Key = 'uploads/my dog+1 ünï.jpg';
    await s3.putObject({ Bucket, Key, Body: await imageBytes(IMAGES.coffee), ContentType: 'image/jpeg' });
    expect(await show(page, await world.presign.get({ Bucket, Key }))).toBe(IMAGES.coffee.width);
  },
);
