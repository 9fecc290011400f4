import { HOSTILE_KEYS, IMAGES, imageBytes } from '#fixtures';
import {
  CreateBucketCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Records } from '../records/records.ts';
import { startCloud } from '../testing/start-cloud.ts';
import type { TestCloud } from '../testing/start-cloud.ts';
import { START_TIMEOUT, startRecords } from '../testing/start-records.ts';
import { serveApi } from './serve.ts';
import type { ApiServer } from './serve.ts';

const BUCKET = 'pettracker-images-prod';
const USER = { 'x-pettracker-user': 'user-123' };
const KEY = 'uploads/user-123/2024/01/15/0a1b2c3d.jpg';
const THUMBNAIL = 'thumbnails/user-123/2024/01/15/0a1b2c3d-thumb.jpg';

let records: Records;
let started: TestCloud;
let s3: S3Client;
let presigner: S3Client;
let api: ApiServer;

beforeAll(async () => {
  records = await startRecords();
}, START_TIMEOUT);
afterAll(() => records.close());

beforeEach(async () => {
  started = await startCloud();
  s3 = started.s3();
  presigner = started.s3({ requestChecksumCalculation: 'WHEN_REQUIRED' });
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  api = await serveApi({ s3, presigner, bucket: BUCKET, records });
});

afterEach(async () => {
  await api.close();
  await started.end();
});

async function ask<T = Record<string, string>>(path: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(api.url + path, { ...init, headers: { ...USER, ...init.headers } });
  expect(response.status).toBe(200);
  return (await response.json()) as T;
}

const post = (path: string, body: unknown) =>
  ask<{ url: string; key: string; headers: Record<string, string> }>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const about = (what: string, key: string) =>
  ask<{ url: string; size: number }>(`/images/${what}?key=${encodeURIComponent(key)}`);
const remove = (key: string, more = '') =>
  fetch(`${api.url}/images?key=${encodeURIComponent(key)}${more}`, { method: 'DELETE', headers: USER });
const put = (Key: string, more: Record<string, unknown> = {}) =>
  s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: 'image', ContentType: 'image/jpeg', ...more }));

test('an image goes up by the upload URL and comes down by the view URL', async () => {
  const image = await imageBytes(IMAGES.coffee);
  const { url, headers, key } = await post('/images/upload-url', { filename: 'my dog.jpg' });
  const uploaded = await fetch(url, { method: 'PUT', headers, body: new Uint8Array(image) });
  expect(uploaded.status).toBe(200);
  const { url: view } = await about('view-url', key);
  const viewed = await fetch(view);
  expect(viewed.headers.get('content-type')).toBe('image/jpeg');
  expect(Buffer.from(await viewed.arrayBuffer()).equals(image)).toBe(true);
});

test('an upload under another content type, or none, is refused by S3', async () => {
  const { url } = await post('/images/upload-url', { filename: 'my dog.jpg' });
  for (const headers of [{ 'content-type': 'text/html' }, {}]) {
    const response = await fetch(url, { method: 'PUT', headers, body: new Uint8Array([1]) });
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('SignatureDoesNotMatch');
  }
});

test('an upload URL is refused five minutes later', async () => {
  const { url, headers } = await post('/images/upload-url', { filename: 'my dog.jpg' });
  await started.cloud.clock.advance(301_000);
  const response = await fetch(url, { method: 'PUT', headers, body: new Uint8Array([1]) });
  expect(response.status).toBe(403);
  expect(await response.text()).toContain('Request has expired');
});

test('metadata of an image is its size, type, time and user metadata; of none it is null', async () => {
  await put(KEY, { Metadata: { 'pet-name': 'Rex' } });
  expect(await about('metadata', KEY)).toEqual({
    size: 5,
    content_type: 'image/jpeg',
    last_modified: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    metadata: { 'pet-name': 'Rex' },
  });
  expect(await about('metadata', 'uploads/user-123/nothing.jpg')).toBeNull();
});

test('what the analysis found can be asked for; before that it is null', async () => {
  const { ETag = '' } = await put(KEY);
  expect(await about('analysis', KEY)).toBeNull();
  await records.saveImage({
    bucket: BUCKET,
    key: KEY,
    version: ETag,
    eTag: ETag,
    bytes: 5,
    format: 'jpeg',
    width: 4,
    height: 3,
    dominantColour: '#a08060',
    perceptualHash: 'f0e1d2c3b4a59687',
    sharpness: 12.5,
    breed: 'Bengal',
    confidence: 0.75,
    model: 'breed-model-v2',
    modifiedAt: new Date(),
    analysedAt: new Date('2024-01-15T10:30:00Z'),
  });
  expect(await about('analysis', KEY)).toEqual({
    format: 'jpeg',
    width: 4,
    height: 3,
    dominant_colour: '#a08060',
    perceptual_hash: 'f0e1d2c3b4a59687',
    sharpness: 12.5,
    breed: 'Bengal',
    confidence: 0.75,
    model: 'breed-model-v2',
    analysed_at: '2024-01-15T10:30:00.000Z',
  });
});

interface Page {
  readonly images: readonly { readonly key: string; readonly url: string; readonly size: number }[];
  readonly next_cursor: string | null;
}

const keysOf = ({ images }: Page): string[] => images.map(({ key }) => key);

test('a user’s images come page by page, and nobody else’s', async () => {
  const keys = ['1', '2', '3'].map((name) => `uploads/user-123/2024/01/15/${name}.jpg`);
  for (const key of [...keys, 'uploads/user-1234/2024/01/15/x.jpg', THUMBNAIL]) await put(key);
  const first = await ask<Page>('/images?limit=2');
  expect(keysOf(first)).toEqual(keys.slice(0, 2));
  const second = await ask<Page>(`/images?limit=2&cursor=${encodeURIComponent(first.next_cursor ?? '')}`);
  expect(keysOf(second)).toEqual(keys.slice(2));
  expect(second.next_cursor).toBeNull();
});

test('a listed image can be viewed by the URL that came with it', async () => {
  await put(KEY);
  const [image] = (await ask<Page>('/images')).images;
  expect(image?.size).toBe(5);
  expect(await (await fetch(image?.url ?? '')).text()).toBe('image');
});

test('a cursor that is none is an invalid request', async () => {
  const response = await fetch(`${api.url}/images?cursor=nonsense`, { headers: USER });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { code: 'invalid_request' } });
});

test('keys of any characters are listed and looked up', async () => {
  const keys = HOSTILE_KEYS.map(({ key }) => `uploads/user-123/${key}`).filter(
    (key) => Buffer.byteLength(key) <= 1024,
  );
  for (const key of keys) await put(key);
  const listed = keysOf(await ask<Page>('/images?limit=1000'));
  expect(new Set(listed)).toEqual(new Set(keys));
  for (const key of keys) expect((await about('metadata', key)).size).toBe(5);
});

test('a deleted image is gone with its thumbnail, and deleting it again is no failure', async () => {
  await put(KEY);
  await put(THUMBNAIL);
  expect((await remove(KEY)).status).toBe(204);
  expect(await about('metadata', KEY)).toBeNull();
  const { url } = await about('thumbnail-url', KEY);
  expect((await fetch(url)).status).toBe(404);
  expect((await remove(KEY)).status).toBe(204);
});

async function versions(): Promise<{ versions: number; markers: number }> {
  const { Versions = [], DeleteMarkers = [] } = await s3.send(
    new ListObjectVersionsCommand({ Bucket: BUCKET }),
  );
  return { versions: Versions.length, markers: DeleteMarkers.length };
}

test('on a bucket with versions a deletion can be undone, and erasing leaves nothing', async () => {
  await s3.send(
    new PutBucketVersioningCommand({ Bucket: BUCKET, VersioningConfiguration: { Status: 'Enabled' } }),
  );
  await put(KEY);
  await put(KEY);
  await put(THUMBNAIL);
  const neighbour = `${KEY}.bak`;
  await put(neighbour);
  expect((await remove(KEY)).status).toBe(204);
  expect(await versions()).toEqual({ versions: 4, markers: 2 });
  expect((await remove(KEY, '&permanent=true')).status).toBe(204);
  expect(await versions()).toEqual({ versions: 1, markers: 0 });
  expect((await about('metadata', neighbour)).size).toBe(5);
});

test('a storage that refuses is 502, with its reason and without details', async () => {
  await using broken = await serveApi({ s3, presigner, bucket: 'no-such-bucket', records });
  const response = await fetch(`${broken.url}/images`, { headers: USER });
  expect(response.status).toBe(502);
  expect(await response.json()).toEqual({
    error: { code: 'storage_unavailable', message: 'the storage answered NoSuchBucket' },
  });
});

test('serving the API leaves the globals of the process alone', async () => {
  const { Request: request, Response: response } = globalThis;
  await (await serveApi({ s3, presigner, bucket: BUCKET, records })).close();
  expect(globalThis.Request).toBe(request);
  expect(globalThis.Response).toBe(response);
});
