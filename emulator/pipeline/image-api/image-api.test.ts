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
import { startCloud } from '../testing/start-cloud.ts';
import type { TestCloud } from '../testing/start-cloud.ts';
import { imageApi } from '../blueprints/image-api/image-api.ts';
import type { ImageApiOptions } from './configuration.ts';
import { createDeleteImage } from './delete-image.ts';
import { createGetImage } from './get-image.ts';
import { createListImages } from './list-images.ts';
import type { ProxyEvent } from './proxy.ts';
import { createUploadImage } from './upload-image.ts';

const BUCKET = 'image-storage-bucket';

let started: TestCloud;
let s3: S3Client;
let options: ImageApiOptions;
let now: number;

beforeEach(async () => {
  started = await startCloud();
  const { cloud } = started;
  s3 = started.s3();
  const dynamodb = started.dynamodb();
  now = Date.now();
  options = {
    s3,
    presigner: s3,
    bucket: BUCKET,
    documents: DynamoDBDocumentClient.from(dynamodb),
    table: 'ImageMetadata',
    cursorSecret: async () => 'a secret of this test',
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

const answerOf = (answer: { statusCode: number; body: string }) => ({
  status: answer.statusCode,
  body: JSON.parse(answer.body) as Record<string, never>,
});

const PIXELS = Buffer.from('a very small image').toString('base64');

async function upload(body: Record<string, unknown> | string = {}) {
  const whole = { user_id: 'user123', filename: 'photo.jpg', image_data: PIXELS };
  const text = typeof body === 'string' ? body : JSON.stringify({ ...whole, ...body });
  return answerOf(await createUploadImage(options)({ httpMethod: 'POST', body: text }));
}

async function list(queryStringParameters: Record<string, string> = {}) {
  return answerOf(await createListImages(options)({ httpMethod: 'GET', queryStringParameters }));
}

const at = (image_id: string, more: Partial<ProxyEvent> = {}): ProxyEvent => ({
  httpMethod: 'GET',
  pathParameters: { image_id },
  ...more,
});

const get = (id: string, more: Partial<ProxyEvent> = {}) => createGetImage(options)(at(id, more));
const remove = async (id: string) =>
  answerOf(await createDeleteImage(options)(at(id, { httpMethod: 'DELETE' })));
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
  const { body: described } = answerOf(await get(body['image_id'] ?? ''));
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
  const { body: described } = answerOf(await get(body['image_id'] ?? ''));
  const response = await fetch(described['download_url'] ?? '');
  expect(response.headers.get('content-type')).toBe('image/jpeg');
  expect(Buffer.from(await response.arrayBuffer()).toString('base64')).toBe(PIXELS);
});

test('a download is bytes for clients that accept images, base64 in JSON for others', async () => {
  const { body } = await upload({ filename: 'a.png' });
  const id = body['image_id'] ?? '';
  const queryStringParameters = { download: 'true' };
  expect(
    await get(id, { queryStringParameters, headers: { Accept: 'image/avif,image/*;q=0.8' } }),
  ).toMatchObject({
    statusCode: 200,
    headers: { 'content-type': 'image/png' },
    isBase64Encoded: true,
    body: PIXELS,
  });
  expect(answerOf(await get(id, { queryStringParameters })).body).toMatchObject({
    image_id: id,
    content_type: 'image/png',
    image_data: PIXELS,
  });
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
  ['tags that are no list', { metadata: { tags: 'a,b' } }],
  ['tags that are no texts', { metadata: { tags: [1] } }],
  ['metadata that is no object', { metadata: 'title' }],
  ['an id that is no UUID', { image_id: 'mine' }],
])('an upload with %s is refused', async (_name, body) => {
  expect(await upload(body)).toEqual({ status: 400, body: problem('INVALID_REQUEST') });
});

test('an image beyond 4.5 MB is 413', async () => {
  const image_data = Buffer.alloc(4_500_001).toString('base64');
  expect(await upload({ image_data })).toEqual({ status: 413, body: problem('PAYLOAD_TOO_LARGE') });
});

test('of two clients with one id the second is refused, and overwrites nothing', async () => {
  const image_id = '0a1b2c3d-0000-4000-8000-000000000000';
  const { body } = await upload({ image_id });
  const other = Buffer.from('another image').toString('base64');
  for (const filename of ['photo.jpg', 'photo.png']) {
    expect(await upload({ image_id, filename, image_data: other })).toEqual({
      status: 409,
      body: problem('CONFLICT'),
    });
  }
  const queryStringParameters = { download: 'true' };
  expect(answerOf(await get(image_id, { queryStringParameters })).body['image_data']).toBe(PIXELS);
  expect(answerOf(await get(image_id)).body['s3_key']).toBe(body['s3_key']);
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
  expect(answerOf(await get(id))).toEqual({ status: 404, body: problem('NOT_FOUND') });
  expect(await remove(id)).toEqual({ status: 404, body: problem('NOT_FOUND') });
  const head = new HeadObjectCommand({ Bucket: BUCKET, Key: body['s3_key'] });
  await expect(s3.send(head)).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
});

test('a deletion that cannot reach the bytes keeps the item, and can be repeated', async () => {
  const { body } = await upload();
  const id = body['image_id'] ?? '';
  const elsewhere = createDeleteImage({ ...options, bucket: 'no-such-bucket' });
  expect(answerOf(await elsewhere(at(id, { httpMethod: 'DELETE' })))).toEqual({
    status: 500,
    body: problem('INTERNAL_ERROR'),
  });
  expect(answerOf(await get(id)).status).toBe(200);
  expect((await remove(id)).status).toBe(200);
});

test('an upload whose item cannot be written leaves no bytes behind', async () => {
  const image_id = '0a1b2c3d-0000-4000-8000-000000000000';
  const body = JSON.stringify({ user_id: 'user123', filename: 'a.jpg', image_data: PIXELS, image_id });
  const answer = await createUploadImage({ ...options, table: 'NoSuchTable' })({ httpMethod: 'POST', body });
  expect(answer.statusCode).toBe(500);
  // Nothing is left: the bucket can be deleted.
  await s3.send(new DeleteBucketCommand({ Bucket: BUCKET }));
});

test('an item that has lost its bytes is 404 on download', async () => {
  const { body } = await upload();
  await s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: body['s3_key'] }));
  const answer = await get(body['image_id'] ?? '', { queryStringParameters: { download: 'true' } });
  expect(answerOf(answer)).toEqual({ status: 404, body: problem('NOT_FOUND') });
});

test.each(['PUT', 'PATCH'])('%s is 405: images are immutable', async (httpMethod) => {
  const event = at('0a1b2c3d-0000-4000-8000-000000000000', { httpMethod });
  expect(answerOf(await createGetImage(options)(event))).toEqual({
    status: 405,
    body: problem('METHOD_NOT_ALLOWED'),
  });
});

test('a body that API Gateway encoded is decoded', async () => {
  const body = JSON.stringify({ user_id: 'user123', filename: 'a.gif', image_data: PIXELS });
  const event = { httpMethod: 'POST', body: Buffer.from(body).toString('base64'), isBase64Encoded: true };
  expect((await createUploadImage(options)(event)).statusCode).toBe(201);
});
