/** The example page, built as its package says and used in Chromium against a cloud with the pipeline on it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { build, preview, type PreviewServer } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { IMAGES } from '#fixtures';
import { findBlueprint } from './blueprints.ts';
import { openBrowser } from './browser.ts';
import { startSession, type Session } from './session.ts';

const ROOT = fileURLToPath(new URL('../examples/react-uploader/', import.meta.url));
const outDir = mkdtempSync(join(tmpdir(), 'safelight-uploader-'));

let session: Session;
let site: PreviewServer;
let browser: Browser;
let origin: string;

beforeAll(async () => {
  session = await startSession({ blueprint: findBlueprint('pettracker') });
  process.env['SAFELIGHT_ENDPOINT'] = session.cloud.endpoint;
  await build({ root: ROOT, logLevel: 'error', build: { outDir, emptyOutDir: true } });
  site = await preview({
    root: ROOT,
    logLevel: 'error',
    build: { outDir },
    preview: { port: 0, strictPort: false, host: '127.0.0.1' },
  });
  const address = site.httpServer.address();
  origin = `http://localhost:${typeof address === 'object' ? address?.port : ''}`;
  browser = await openBrowser();
});
afterAll(async () => {
  delete process.env['SAFELIGHT_ENDPOINT'];
  await browser?.close();
  await site?.close();
  await session?.close(0);
  rmSync(outDir, { recursive: true, force: true });
});

async function open() {
  const page = await browser.newPage();
  await page.goto(origin);
  return page;
}

test('from another origin than the rules name, the browser refuses the upload and the page says where to look', async () => {
  const page = await open();
  await page.getByLabel('photograph').setInputFiles(IMAGES.sideways.path);
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('alert').textContent()).toContain('CORS');
});

test.for(['PUT', 'POST'])(
  'a chosen file is sent by presigned %s with progress, and its thumbnail shows',
  async (way) => {
    const s3 = await session.clients.s3();
    await s3.putBucketCors({
      Bucket: 'pettracker-images-prod',
      CORSConfiguration: {
        CORSRules: [
          { AllowedOrigins: [origin], AllowedMethods: ['GET', 'PUT', 'POST'], AllowedHeaders: ['*'] },
        ],
      },
    });
    const page = await open();
    await page.getByLabel('by').selectOption(way);
    const sent = page.getByRole('progressbar', { name: 'sent' }).waitFor();
    await page.getByLabel('photograph').setInputFiles(IMAGES.sideways.path);
    await sent;
    const thumbnail = page.getByAltText(/^thumbnail of /);
    await thumbnail.waitFor({ timeout: 60_000 });
    const size = await thumbnail.evaluate((image) =>
      (image as unknown as { decode(): Promise<void> })
        .decode()
        .then(() => (image as unknown as { naturalWidth: number }).naturalWidth),
    );
    expect(size).toBeGreaterThan(0);
    expect(size).toBeLessThanOrEqual(300);
  },
);
