import { IMAGES, imageBytes } from '#fixtures';
import { CreateTableCommand, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
} from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { smallJpeg, smallPng } from '../testing/small-images.ts';
import { startCloud } from '../testing/start-cloud.ts';
import type { TestCloud } from '../testing/start-cloud.ts';
import { imageApi } from '../blueprints/image-api/repaired.ts';
import { createImageApi } from './app.ts';
import type { ImageApiOptions } from './configuration.ts';
import { repairImages } from './repair-images.ts';
import type { Repair } from './repairs.ts';

const BUCKET = 'image-storage-bucket';

let started: TestCloud;
let s3: S3Client;
let options: ImageApiOptions;
let now: number;
let repairs: Repair[];

beforeEach(async () => {
  started = await startCloud();
  const { cloud } = started;
  s3 = started.s3();
  const dynamodb = started.dynamodb();
  now = Date.now();
  repairs = [];
  options = {
    s3,
    presigner: s3,
    bucket: BUCKET,
    documents: DynamoDBDocumentClient.from(dynamodb),
    table: 'ImageMetadata',
    cursorSecret: async () => 'a secret of this test',
    requestRepair: async (repair) => void repairs.push(repair),
    // A second later each time, so that creation has an order.
    now: () => new Date((now += 1000)),
  };
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  const [table] = imageApi.resources({ accountId: cloud.accountId, region: cloud.region, suffix: '' }).tables;
  await dynamodb.send(
    new CreateTableCommand({
      TableName: table?.name,
      AttributeDefinitions: [...(table?.attributes ?? [])],
      KeySchema: [...(table?.key ?? [])],
      GlobalSecondaryIndexes: [...(table?.indexes ?? [])],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  // Tables come up in emulated time.
  await cloud.clock.advance(60_000);
  await waitUntilTableExists({ client: dynamodb, maxWaitTime: 5, minDelay: 1 }, { TableName: table?.name });
});

afterEach(() => started.end());

const PIXELS = smallJpeg().toString('base64');

/** What the API answers. */
const send = (path: string, request: RequestInit = {}, different: Partial<ImageApiOptions> = {}) =>
  Promise.resolve(createImageApi({ ...options, ...different }).request(path, request));

const answerOf = async (response: Response) => ({
  status: response.status,
  body: (await response.json()) as Record<string, never>,
});

async function upload(body: Record<string, unknown> | string = {}, different: Partial<ImageApiOptions> = {}) {
  const whole = { user_id: 'user123', filename: 'photo.jpg', image_data: PIXELS };
  const text = typeof body === 'string' ? body : JSON.stringify({ ...whole, ...body });
  return answerOf(await send('/images', { method: 'POST', body: text }, different));
}

const list = async (filter: Record<string, string> = {}) =>
  answerOf(await send(`/images?${new URLSearchParams(filter).toString()}`));
const get = (id: string, request: RequestInit = {}) => send(`/images/${id}`, request);
const download = (id: string, accept?: string) =>
  send(`/images/${id}?download=true`, accept === undefined ? {} : { headers: { accept } });
const remove = async (id: string, different: Partial<ImageApiOptions> = {}) =>
  answerOf(await send(`/images/${id}`, { method: 'DELETE' }, different));
const titles = (body: Record<string, unknown>): unknown[] =>
  (body['images'] as { title?: string }[]).map(({ title }) => title);
const problem = (code: string) => ({ error: { code, message: expect.any(String) } });

test('an upload is kept under the user’s prefix with its type, and described', async () => {
  const image = await imageBytes(IMAGES.coffee);
  const metadata = { title: 'Sunset', description: 'At sea', tags: ['sunset', 'beach'], location: 'Rome' };
  const { status, body } = await upload({
    filename: 'My Photo.JPEG',
    image_data: image.toString('base64'),
    metadata,
  });
  expect(status).toBe(201);
  expect(body).toEqual({
    image_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    s3_key: `images/user123/${body['image_id']}.jpeg`,
    created_at: expect.stringMatching(/Z$/),
  });
  const head = await s3.send(new HeadObjectCommand({ Bucket: BUCKET, Key: body['s3_key'] }));
  expect(head).toMatchObject({ ContentType: 'image/jpeg', ContentLength: image.byteLength });
  const { body: described } = await answerOf(await get(body['image_id'] ?? ''));
  expect(described).toMatchObject({
    ...metadata,
    ...body,
    user_id: 'user123',
    filename: 'My Photo.JPEG',
    content_type: 'image/jpeg',
    file_size: image.byteLength,
    updated_at: body['created_at'],
    url_expires_in: 3600,
  });
});

test('the download URL of an image gives its bytes', async () => {
  options = { ...options, now: () => new Date() };
  const { body } = await upload();
  const { body: described } = await answerOf(await get(body['image_id'] ?? ''));
  const response = await fetch(described['download_url'] ?? '');
  expect(response.headers.get('content-type')).toBe('image/jpeg');
  expect(Buffer.from(await response.arrayBuffer()).toString('base64')).toBe(PIXELS);
});

test('a download is bytes for clients that accept images first, base64 in JSON for others', async () => {
  const image_data = smallPng().toString('base64');
  const { body } = await upload({ filename: 'a.png', image_data });
  const id = body['image_id'] ?? '';
  const bytes = await download(id, 'image/avif,image/*;q=0.8');
  expect(bytes.headers.get('content-type')).toBe('image/png');
  expect(Buffer.from(await bytes.arrayBuffer()).toString('base64')).toBe(image_data);
  for (const accept of [undefined, 'text/html,image/png']) {
    const { body: answer } = await answerOf(await download(id, accept));
    expect(answer).toMatchObject({ image_id: id, content_type: 'image/png', image_data });
  }
});

test.each([
  ['no body', ''],
  ['a body that is not JSON', '{'],
  ['a list', '[]'],
  ['no user', { user_id: undefined }],
  ['a user with a slash', { user_id: 'a/b' }],
  ['no file name', { filename: undefined }],
  ['another extension', { filename: 'a.svg' }],
  ['an extension that every object has', { filename: 'a.constructor' }],
  ['no extension', { filename: 'jpg' }],
  ['no image', { image_data: '' }],
  ['an image that is not base64', { image_data: 'äöü!' }],
  ['an image of another kind', { filename: 'a.png' }],
  ['text that calls itself an image', { image_data: Buffer.from('<svg onload="x()"/>').toString('base64') }],
  ['tags that are no list', { metadata: { tags: 'a,b' } }],
  ['tags that are no texts', { metadata: { tags: [1] } }],
  ['metadata that is no object', { metadata: 'title' }],
  ['an id that is no UUID', { image_id: 'mine' }],
])('an upload with %s is refused', async (_name, body) => {
  expect(await upload(body)).toEqual({ status: 400, body: problem('INVALID_REQUEST') });
});

test('an image beyond 4.5 MB is 413', async () => {
  const image_data = smallJpeg('0'.repeat(4_500_000)).toString('base64');
  expect(await upload({ image_data })).toEqual({ status: 413, body: problem('PAYLOAD_TOO_LARGE') });
});

test('of two clients with one id the second is refused, and overwrites nothing', async () => {
  const image_id = '0a1b2c3d-0000-4000-8000-000000000000';
  const { body } = await upload({ image_id });
  for (const [filename, image_data] of [
    ['photo.jpg', smallJpeg('another image').toString('base64')],
    ['photo.png', smallPng(16).toString('base64')],
  ]) {
    expect(await upload({ image_id, filename, image_data })).toEqual({
      status: 409,
      body: problem('CONFLICT'),
    });
  }
  expect((await answerOf(await download(image_id))).body['image_data']).toBe(PIXELS);
  expect((await answerOf(await get(image_id))).body['s3_key']).toBe(body['s3_key']);
  const orphan = new HeadObjectCommand({ Bucket: BUCKET, Key: `images/user123/${image_id}.png` });
  await expect(s3.send(orphan)).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
});

test('a user’s images are listed in the order of creation, and nobody else’s', async () => {
  for (const title of ['one', 'two', 'three']) await upload({ metadata: { title } });
  await upload({ user_id: 'user456', metadata: { title: 'other' } });
  const { status, body } = await list({ user_id: 'user123' });
  expect(status).toBe(200);
  expect(titles(body)).toEqual(['one', 'two', 'three']);
  expect(body).toMatchObject({ count: 3, next_cursor: null });
  expect(titles((await list()).body)).toHaveLength(4);
});

test.each([
  ['title', { title: 'Sun' }, ['Sunset', 'Sunrise']],
  ['any of the tags', { tags: 'sea,hills' }, ['Sunset', 'Hike']],
  ['location', { location: 'Rome' }, ['Sunset', 'Hike']],
  ['title and location', { title: 'Sun', location: 'Rome' }, ['Sunset']],
  ['what nothing has', { title: 'Moon' }, []],
])('images are found by %s, of a user and of all', async (_name, filter, expected) => {
  await upload({ metadata: { title: 'Sunset', tags: ['sea'], location: 'Rome' } });
  await upload({ metadata: { title: 'Sunrise', tags: ['city'], location: 'Oslo' } });
  await upload({ metadata: { title: 'Hike', tags: ['hills', 'dog'], location: 'Rome' } });
  expect(titles((await list({ ...filter, user_id: 'user123' })).body)).toEqual(expected);
  expect(new Set(titles((await list(filter)).body))).toEqual(new Set(expected));
});

test('images are found by when they were made', async () => {
  const made: string[] = [];
  for (const title of ['one', 'two', 'three'])
    made.push((await upload({ metadata: { title } })).body['created_at'] ?? '');
  const user = { user_id: 'user123' };
  const [first = '', second = ''] = made;
  expect(titles((await list({ ...user, created_after: second })).body)).toEqual(['two', 'three']);
  expect(titles((await list({ ...user, created_before: second })).body)).toEqual(['one', 'two']);
  expect(titles((await list({ ...user, created_after: first, created_before: second })).body)).toEqual([
    'one',
    'two',
  ]);
  expect(titles((await list({ created_after: second, created_before: second })).body)).toEqual(['two']);
});

test('pages follow each other without a gap, full even where the filter leaves little', async () => {
  for (let index = 0; index < 9; index += 1) {
    await upload({ metadata: { title: `${index % 2 === 0 ? 'even' : 'odd'} ${index}` } });
  }
  for (const user of [{ user_id: 'user123' }, {}]) {
    const seen: unknown[] = [];
    const filter: Record<string, string> = { ...user, title: 'even', limit: '2' };
    const sizes: unknown[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const { body } = await list(cursor === '' ? filter : { ...filter, cursor });
      seen.push(...titles(body));
      sizes.push(body['count']);
      cursor = body['next_cursor'] ?? undefined;
    }
    expect(sizes).toEqual([2, 2, 1]);
    expect(seen.map(String).toSorted()).toEqual(['even 0', 'even 2', 'even 4', 'even 6', 'even 8']);
  }
});

test('a cursor says nothing, cannot be changed, and works for its own list only', async () => {
  for (const title of ['one', 'two']) await upload({ metadata: { title } });
  const page = { user_id: 'user123', limit: '1' };
  const cursor: string = (await list(page)).body['next_cursor'] ?? '';
  expect(titles((await list({ ...page, cursor })).body)).toEqual(['two']);
  const [payload = '', seal = ''] = cursor.split('.');
  const forged = Buffer.from(JSON.stringify({ key: { image_id: 'x' }, filters: '{}' })).toString('base64url');
  for (const broken of [`${forged}.${seal}`, `${payload}.`, payload, '.', 'nonsense']) {
    expect(await list({ ...page, cursor: broken })).toEqual({
      status: 400,
      body: problem('INVALID_REQUEST'),
    });
  }
  expect((await list({ limit: '1', cursor })).status).toBe(400);
});

test.each([
  { limit: '0' },
  { limit: '101' },
  { limit: 'ten' },
  { created_after: 'yesterday' },
  { created_after: '2026-02-01', created_before: '2026-01-01' },
])('a list with %j is refused', async (parameters) => {
  expect(await list(parameters)).toEqual({ status: 400, body: problem('INVALID_REQUEST') });
});

test('a deleted image is gone, from the bucket and from the table', async () => {
  const { body } = await upload();
  const id = body['image_id'] ?? '';
  expect(await remove(id)).toEqual({ status: 200, body: { image_id: id, message: expect.any(String) } });
  expect(await answerOf(await get(id))).toEqual({ status: 404, body: problem('NOT_FOUND') });
  expect(await remove(id)).toEqual({ status: 404, body: problem('NOT_FOUND') });
  const head = new HeadObjectCommand({ Bucket: BUCKET, Key: body['s3_key'] });
  await expect(s3.send(head)).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
});

/** As the queue hands repairs over. */
const messages = (...bodies: readonly unknown[]) => ({
  Records: bodies.map((body, at) => ({ messageId: `message-${at}`, body: JSON.stringify(body) })),
});

test('a deletion that fails halfway is completed from the repair queue', async () => {
  const { body } = await upload();
  const image_id = body['image_id'] ?? '';
  const s3_key = body['s3_key'] ?? '';
  const halfway = { status: 202, body: { image_id, message: 'Image deletion will be completed' } };
  expect(await remove(image_id, { bucket: 'no-such-bucket' })).toEqual(halfway);
  expect((await answerOf(await get(image_id))).status).toBe(200);
  expect(repairs).toEqual([{ action: 'delete', image_id, s3_key }]);
  expect(await repairImages(options, messages(...repairs))).toEqual({ batchItemFailures: [] });
  expect((await answerOf(await get(image_id))).status).toBe(404);
  const head = new HeadObjectCommand({ Bucket: BUCKET, Key: s3_key });
  await expect(s3.send(head)).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
  // Messages may come twice.
  expect(await repairImages(options, messages(...repairs))).toEqual({ batchItemFailures: [] });
});

test('a deletion that nobody can take over fails, and can be repeated', async () => {
  const { body } = await upload();
  const id = body['image_id'] ?? '';
  const requestRepair = () => Promise.reject(new Error('the queue is away'));
  expect(await remove(id, { bucket: 'no-such-bucket', requestRepair })).toEqual({
    status: 500,
    body: problem('INTERNAL_ERROR'),
  });
  expect((await remove(id)).status).toBe(200);
});

test('a repair that fails goes back into the queue alone, and bytes that an item names are kept', async () => {
  const { body } = await upload();
  const named = { action: 'discard', image_id: body['image_id'], s3_key: body['s3_key'] };
  expect(await repairImages(options, messages({ action: 'nothing' }, named))).toEqual({
    batchItemFailures: [{ itemIdentifier: 'message-0' }],
  });
  expect((await download(body['image_id'] ?? '', 'image/jpeg')).status).toBe(200);
  await repairImages(options, messages({ ...named, image_id: 'somebody-else' }));
  expect((await download(body['image_id'] ?? '', 'image/jpeg')).status).toBe(404);
});

test('an upload whose item cannot be written leaves no bytes behind', async () => {
  const image_id = '0a1b2c3d-0000-4000-8000-000000000000';
  expect((await upload({ image_id }, { table: 'NoSuchTable' })).status).toBe(500);
  // Nothing is left: the bucket can be deleted.
  await s3.send(new DeleteBucketCommand({ Bucket: BUCKET }));
});

test('an item that has lost its bytes is 404 on download', async () => {
  const { body } = await upload();
  await s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: body['s3_key'] }));
  expect(await answerOf(await download(body['image_id'] ?? ''))).toEqual({
    status: 404,
    body: problem('NOT_FOUND'),
  });
});

test.each(['PUT', 'PATCH'])('%s is 405: images are immutable', async (method) => {
  for (const path of ['/images', '/images/0a1b2c3d-0000-4000-8000-000000000000']) {
    expect(await answerOf(await send(path, { method }))).toEqual({
      status: 405,
      body: problem('METHOD_NOT_ALLOWED'),
    });
  }
});

test('a body beyond 10 MB is 413', async () => {
  const body = JSON.stringify({ image_data: 'A'.repeat(10 * 1024 * 1024) });
  expect(await upload(body)).toEqual({ status: 413, body: problem('PAYLOAD_TOO_LARGE') });
});
