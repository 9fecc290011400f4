import { IMAGES, imageBytes } from '#fixtures';
import { CreateBucketCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startCloud } from '../testing/start-cloud.ts';
import type { TestCloud } from '../testing/start-cloud.ts';
import { uploadForm } from './uploads.ts';
import type { UploadForm } from './uploads.ts';

const BUCKET = 'pettracker-images-prod';

let started: TestCloud;
let s3: S3Client;

beforeEach(async () => {
  started = await startCloud();
  s3 = started.s3({ requestChecksumCalculation: 'WHEN_REQUIRED' });
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
});

afterEach(() => started.end());

const formFor = (typeIsStated: boolean): Promise<UploadForm> =>
  uploadForm(
    { presigner: s3, bucket: BUCKET, now: () => new Date(), newName: () => '0a1b2c3d' },
    { userId: 'user-123', extension: 'png', contentType: 'image/png', typeIsStated },
  );

/** Sends the form as a browser does: its fields in order, then the file. */
function submit(form: UploadForm, file: Uint8Array, more: Record<string, string> = {}): Promise<Response> {
  const body = new FormData();
  for (const [name, value] of Object.entries({ ...form.fields, ...more })) body.append(name, value);
  body.append('file', new Blob([new Uint8Array(file)]), 'my dog.png');
  return fetch(form.url, { method: 'POST', body });
}

test('an image goes up by the form', async () => {
  const image = await imageBytes(IMAGES.transparent);
  const form = await formFor(true);
  expect((await submit(form, image)).status).toBe(201);
  const head = await s3.send(new HeadObjectCommand({ Bucket: BUCKET, Key: form.key }));
  expect(head).toMatchObject({ ContentLength: image.byteLength, ContentType: 'image/png' });
});

test('a form takes no empty file, and no type but images', async () => {
  const form = await formFor(false);
  const type = { 'Content-Type': 'image/png' };
  const empty = await submit(form, new Uint8Array(), type);
  expect(empty.status).toBe(400);
  expect(await empty.text()).toContain('EntityTooSmall');
  const script = await submit(form, Buffer.from('x'), { 'Content-Type': 'text/html' });
  expect(script.status).toBe(403);
  expect(await script.text()).toContain('AccessDenied');
  expect((await submit(form, Buffer.from('x'), type)).status).toBe(201);
});

test('a form is refused five minutes later', async () => {
  const form = await formFor(true);
  await started.cloud.clock.advance(301_000);
  const late = await submit(form, Buffer.from('x'));
  expect(late.status).toBe(403);
  expect(await late.text()).toContain('Policy expired');
});
