import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { IMAGES, NOT_AN_IMAGE } from '#fixtures';
import { findBlueprint } from '../blueprints.ts';
import { openBrowser } from '../browser.ts';
import { startSession, type Session } from '../session.ts';

let session: Session;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let context: BrowserContext;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  [session, browser] = await Promise.all([
    startSession({ blueprint: findBlueprint('pettracker') }),
    openBrowser(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await session.close(0);
});
beforeEach(async () => {
  complaints.length = 0;
  context = await browser.newContext();
  page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('request', (request) => {
    if (!request.url().startsWith(session.cloud.endpoint) && !request.url().startsWith('data:'))
      complaints.push(request.url());
  });
  await page.goto(session.cloud.endpoint);
  await page.getByRole('heading', { name: 'pettracker-images-prod' }).waitFor();
});
afterEach(() => context.close());

test('the bare address leads a browser to the page, which loads nothing from elsewhere', () => {
  expect(page.url()).toBe(`${session.cloud.endpoint}/_safelight/`);
  expect(complaints).toEqual([]);
});

for (const way of ['put', 'post'] as const) {
  test(`a photo dropped is uploaded by presigned ${way.toUpperCase()} and followed to its thumbnail`, async () => {
    await page.locator('#way').selectOption(way);
    await page.getByLabel('Choose photos to upload').setInputFiles(IMAGES.coffee.path);
    const thumbnail = page.locator('#uploads figure', { hasText: '-thumb.jpg' }).locator('img');
    await thumbnail.waitFor({ timeout: 60_000 });
    const width = () =>
      thumbnail.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth);
    await expect.poll(width, { timeout: 10_000 }).toBe(300);
    await page
      .getByText(way === 'put' ? 'PutObject uploads/page' : 'PostObject uploads/page')
      .first()
      .waitFor();
    expect(complaints).toEqual([]);
  });
}

test('S3’s refusal of an upload is shown in its own words', async () => {
  const s3 = await session.clients.s3();
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:PutObject',
        Resource: 'arn:aws:s3:::pettracker-logs-prod/*',
      },
    ],
  });
  await s3.putBucketPolicy({ Bucket: 'pettracker-logs-prod', Policy });
  await page.locator('#bucket').selectOption('pettracker-logs-prod');
  await page.getByLabel('Choose photos to upload').setInputFiles(NOT_AN_IMAGE.path);
  const refused = page.locator('#uploads .error');
  await refused.waitFor();
  expect(await refused.textContent()).toContain('403 AccessDenied');
});

test('the clock is moved by keyboard alone', async () => {
  const before = session.cloud.clock.now();
  await page.getByLabel('Advance by').focus();
  await page.keyboard.type('91d');
  await page.keyboard.press('Enter');
  await page.getByText('The clock moved by 91d.').waitFor();
  expect(session.cloud.clock.now() - before).toBeGreaterThanOrEqual(91 * 86_400_000);
});

test('a key that is markup is shown as text', async () => {
  const s3 = await session.clients.s3();
  const Key = '<img src=x onerror=alert(1)><b>bold</b>';
  await s3.putObject({ Bucket: 'pettracker-static-prod', Key, Body: 'x' });
  await page.getByRole('button', { name: `Open ${Key}` }).waitFor();
  expect(await page.locator('#buckets b').count()).toBe(0);
  expect(complaints).toEqual([]);
});

test('everything that can be operated has a name', async () => {
  const nameless = await page.evaluate(`[...document.querySelectorAll('button, input, select, summary')]
    .filter((one) => !(one.getAttribute('aria-label') || one.textContent.trim() || one.labels?.[0]?.textContent.trim()))
    .map((one) => one.outerHTML)`);
  expect(nameless).toEqual([]);
});

test.each([['dark'], ['light']] as const)('in %s, what is written can be read', async (colorScheme) => {
  await page.emulateMedia({ colorScheme });
  const ratios = await page.evaluate<Record<string, number>>(`(() => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const light = (colour) => {
      canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
      const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = light(getComputedStyle(document.querySelector('section')).backgroundColor);
    const ratio = (element) => { const own = light(getComputedStyle(element).color); return (Math.max(own, ground) + 0.05) / (Math.min(own, ground) + 0.05); };
    return Object.fromEntries(['h2', '.meta', '#now', '.value', '.name'].map((selector) => [selector, ratio(document.querySelector('main ' + selector))]));
  })()`);
  for (const [what, ratio] of Object.entries(ratios)) expect([what, ratio >= 4.5]).toEqual([what, true]);
});

test('on a narrow screen nothing sticks out', async () => {
  await page.setViewportSize({ width: 360, height: 800 });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
});

test('a page that somebody put into a bucket learns nothing and moves nothing', async () => {
  const s3 = await session.clients.s3();
  await s3.createBucket({ Bucket: 'trap' });
  await s3.putObject({ Bucket: 'trap', Key: 'page.html', Body: '<!doctype html>', ContentType: 'text/html' });
  const { getSignedUrl } = await import('@aws-sdk/s3-request-presigner');
  const { GetObjectCommand } = await import('@aws-sdk/client-s3');
  const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket: 'trap', Key: 'page.html' }));
  const trap = await context.newPage();
  await trap.goto(url);
  const seen = await trap.evaluate(async () => {
    const statuses = [];
    for (const path of ['/_safelight/', '/_safelight/page/facts', '/_safelight/status']) {
      statuses.push((await fetch(path, { headers: { 'x-safelight-page': 'guess' } })).status);
    }
    return statuses;
  });
  expect(seen).toEqual([403, 403, 403]);
  const opened = context.waitForEvent('page');
  const reach = await trap.evaluate<boolean>(`new Promise((resolve) => {
    const opened = window.open('/_safelight/');
    setTimeout(() => { let secret; try { secret = opened?.document?.querySelector('meta[name=safelight-page]')?.content; } catch {} resolve(secret !== undefined); }, 500);
  })`);
  await opened;
  expect(reach).toBe(false);
});
