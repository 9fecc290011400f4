/**
 * A browser's two ways of sending a photo to a bucket: a form of a signed policy, and a fetch to a signed URL. The page
 * comes from another origin, so the bucket's CORS rules decide what its script may do and see.
 */
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { GetObjectCommand, PutObjectCommand, type S3 } from '@aws-sdk/client-s3';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from './browser.ts';
import { startSession, type Session } from './session.ts';

const MIB = 1024 * 1024;
const SIZES = [0, 1, 5 * MIB - 1, 5 * MIB, 5 * MIB + 1, 100 * MIB];
const ODD_KEYS = ['my dog+1 ünï.jpg', '100%.jpg', 'a%20b.jpg', '🐕.jpg', 'a//b.jpg', "it's & <b>.jpg"];
const Bucket = 'pettracker-uploads';

let session: Session;
let s3: S3;
let browser: Browser;
let page: Page;
let origin: string;
const site = createServer((_, response) =>
  response
    .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    .end('<!doctype html><title>photos</title>'),
);
const folder = mkdtempSync(join(tmpdir(), 'safelight-browser-'));

beforeAll(async () => {
  site.listen(0, '127.0.0.1');
  await once(site, 'listening');
  origin = `http://www.pettracker.com:${(site.address() as AddressInfo).port}`;
  session = await startSession({});
  s3 = await session.clients.s3();
  await s3.createBucket({ Bucket });
  const rule = { AllowedOrigins: [origin], AllowedMethods: ['PUT', 'POST', 'GET'], AllowedHeaders: ['*'] };
  await s3.putBucketCors({
    Bucket,
    CORSConfiguration: { CORSRules: [{ ...rule, ExposeHeaders: ['ETag'] }] },
  });
  browser = await openBrowser();
  page = await browser.newPage();
});
afterAll(async () => {
  await browser.close();
  await session.close(0);
  site.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What the page's script learned of the answer; `undefined` when the browser kept it from it. */
interface Seen {
  readonly status: number;
  readonly etag: string | null;
}

/** Sends `size` bytes of `x` from the page, as its script would. */
const fetchPut = (url: string, size: number): Promise<Seen | undefined> =>
  page.evaluate(
    async ([to, bytes]) => {
      const body = new Blob([new Uint8Array(bytes).fill(120)], { type: 'image/jpeg' });
      const answer = await fetch(to, { method: 'PUT', body }).catch(() => undefined);
      return answer && { status: answer.status, etag: answer.headers.get('etag') };
    },
    [url, size] as const,
  );

const presignedPut = (Key: string): Promise<string> =>
  getSignedUrl(s3, new PutObjectCommand({ Bucket, Key, ContentType: 'image/jpeg' }), { expiresIn: 300 });

/** Sends a form by its button, like a page without any script, and gives the status of the page that follows. */
async function submitForm(url: string, fields: Record<string, string>, file: string): Promise<number> {
  const field = (name: string, value: string): string =>
    `<input name="${name}" value="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')}">`;
  const inputs = Object.entries(fields).map(([name, value]) => field(name, value));
  await page.setContent(
    `<form action="${url}" method="post" enctype="multipart/form-data">${inputs.join('')}<input type="file" name="file"><button>Send</button></form>`,
  );
  await page.setInputFiles('input[type=file]', file);
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    page.click('button'),
  ]);
  return answer.status();
}

test('fetch puts files of every size to signed URLs and sees the ETag', async () => {
  await page.goto(origin);
  for (const size of SIZES) {
    const seen = await fetchPut(await presignedPut(`fetch/${size}`), size);
    const { ContentLength, ETag, ContentType } = await s3.headObject({ Bucket, Key: `fetch/${size}` });
    expect({ size, ...seen }).toEqual({ size: ContentLength, status: 200, etag: ETag });
    expect(ContentType).toBe('image/jpeg');
  }
});

test('fetch puts odd keys and gets them back', async () => {
  await page.goto(origin);
  for (const Key of ODD_KEYS) {
    expect(await fetchPut(await presignedPut(Key), 3)).toMatchObject({ status: 200 });
    const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key }));
    expect(await page.evaluate(async (from) => (await fetch(from)).text(), url)).toBe('xxx');
  }
});

test('a key with dot segments is out of reach: the browser takes them out, and the signature no longer fits', async () => {
  await page.goto(origin);
  expect(await fetchPut(await presignedPut('a/../b.jpg'), 3)).toMatchObject({ status: 403 });
});

test('a page of an origin that no rule names learns nothing, and nothing is stored', async () => {
  await page.goto(origin.replace('www.', 'evil.'));
  expect(await fetchPut(await presignedPut('evil.jpg'), 3)).toBeUndefined();
  const refused = s3.headObject({ Bucket, Key: 'evil.jpg' });
  await expect(refused).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
});

test('a form posts files of every size', async () => {
  await page.goto(origin);
  const file = join(folder, 'photo.jpg');
  for (const size of SIZES) {
    writeFileSync(file, Buffer.alloc(size, 'x'));
    const { url, fields } = await createPresignedPost(s3, {
      Bucket,
      Key: `form/${size}/\${filename}`,
      Conditions: [['content-length-range', 0, 200 * MIB]],
    });
    expect(await submitForm(url, fields, file)).toBe(204);
    const head = await s3.headObject({ Bucket, Key: `form/${size}/photo.jpg` });
    expect(head.ContentLength).toBe(size);
  }
});

test('a form posts odd file names and brings the browser back to the page', async () => {
  for (const name of ['my dog+1 ünï.jpg', '100%.jpg', '🐕.jpg']) {
    await page.goto(origin);
    const file = join(folder, name);
    writeFileSync(file, 'xxx');
    const redirect = `${origin}/thanks`;
    const { url, fields } = await createPresignedPost(s3, {
      Bucket,
      Key: 'names/${filename}',
      Fields: { success_action_redirect: redirect },
    });
    expect(await submitForm(url, fields, file)).toBe(303);
    await page.waitForURL((arrived) => arrived.pathname === '/thanks');
    const arrived = new URL(page.url());
    expect(arrived.searchParams.get('bucket')).toBe(Bucket);
    expect(arrived.searchParams.get('key')).toBe(`names/${name}`);
    const { ETag } = await s3.headObject({ Bucket, Key: `names/${name}` });
    expect(arrived.searchParams.get('etag')).toBe(ETag);
  }
});

test('a form with a file larger than its policy allows is refused', async () => {
  await page.goto(origin);
  const file = join(folder, 'large.jpg');
  writeFileSync(file, Buffer.alloc(11));
  const { url, fields } = await createPresignedPost(s3, {
    Bucket,
    Key: 'large.jpg',
    Conditions: [['content-length-range', 0, 10]],
  });
  expect(await submitForm(url, fields, file)).toBe(400);
});
