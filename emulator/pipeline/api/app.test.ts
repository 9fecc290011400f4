import { createSign, createVerify, generateKeyPairSync } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import type { Hono } from 'hono';
import { expect, test } from 'vitest';
import { openRecords } from '../records/records.ts';
import { createApi } from './app.ts';
import type { ApiOptions } from './app.ts';
import { openApiDocument } from './openapi.ts';

const NOW = new Date('2024-01-15T10:30:00Z');

/** Nothing listens there: whatever these tests ask for is signed or refused without a call. */
const connection = {
  endpoint: 'http://127.0.0.1:1',
  region: 'us-east-1',
  forcePathStyle: true,
  maxAttempts: 1,
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
};

const api = (more: Partial<ApiOptions> = {}): Hono =>
  createApi({
    s3: new S3Client(connection),
    presigner: new S3Client({ ...connection, requestChecksumCalculation: 'WHEN_REQUIRED' }),
    bucket: 'pettracker-images-prod',
    records: openRecords(),
    now: () => NOW,
    newName: () => '0a1b2c3d',
    ...more,
  });

const AS_USER = { 'x-pettracker-user': 'user-123' };
const KEY = 'uploads/user-123/2024/01/15/0a1b2c3d.jpg';

async function post(path: string, body: unknown, headers: Record<string, string> = AS_USER) {
  const response = await api().request(path, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, never> };
}

async function get(
  path: string,
  options: Partial<ApiOptions> = {},
  headers: Record<string, string> = AS_USER,
) {
  const response = await api(options).request(path, { headers });
  return { status: response.status, body: (await response.json()) as Record<string, never> };
}

const problem = (code: string) => expect.objectContaining({ error: expect.objectContaining({ code }) });

test('an upload URL is a PUT bound to the content type, for five minutes, without a checksum', async () => {
  const { status, body } = await post('/images/upload-url', {
    user_id: 'user-123',
    filename: 'my dog.JPG',
    content_type: 'image/jpeg',
  });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    key: KEY,
    expires_in: 300,
    method: 'PUT',
    headers: { 'content-type': 'image/jpeg' },
  });
  const url = new URL(body['url'] ?? '');
  expect(url.pathname).toBe(`/pettracker-images-prod/${KEY}`);
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    'X-Amz-SignedHeaders': 'content-type;host',
    'X-Amz-Expires': '300',
    'X-Amz-Date': '20240115T103000Z',
  });
  expect([...url.searchParams.keys()].filter((name) => name.startsWith('x-amz-checksum'))).toEqual([]);
});

test.each([
  [{ filename: 'a.jpeg' }, 'jpeg', 'image/jpeg'],
  [{ filename: 'a.b.png' }, 'png', 'image/png'],
  [{ extension: 'webp', content_type: 'image/webp' }, 'webp', 'image/webp'],
  [{ extension: 'GIF' }, 'gif', 'image/gif'],
])('%j is uploaded as .%s under %s', async (request, extension, type) => {
  const { body } = await post('/images/upload-url', request);
  expect(body['key']).toBe(`uploads/user-123/2024/01/15/0a1b2c3d.${extension}`);
  expect(body['headers']).toEqual({ 'content-type': type });
});

test.each([
  ['no name and no extension', {}],
  ['a name without an extension', { filename: 'dog' }],
  ['an extension of another kind', { filename: 'dog.svg' }],
  ['an extension that every object has', { extension: 'constructor' }],
  ['a type that is not that of the extension', { filename: 'dog.jpg', content_type: 'image/png' }],
  ['a type that is no text', { filename: 'dog.jpg', content_type: 7 }],
  ['an endless name', { filename: `${'a'.repeat(300)}.jpg` }],
  ['a list', []],
  ['nothing that is JSON', '{'],
])('an upload URL for %s is refused', async (_name, request) => {
  for (const path of ['/images/upload-url', '/images/upload-form']) {
    expect(await post(path, request)).toEqual({ status: 400, body: problem('invalid_request') });
  }
});

test('nobody gets a URL for another user', async () => {
  const body = { user_id: 'user-456', filename: 'dog.jpg' };
  expect(await post('/images/upload-url', body)).toEqual({ status: 403, body: problem('forbidden') });
});

test.each(['', '../user-123', 'user/123', '.', 'ünï', 'a'.repeat(65)])(
  'a caller called %j is nobody',
  async (user) => {
    const { status, body } = await get('/images', { identify: () => user });
    expect({ status, body }).toEqual({ status: 401, body: problem('unauthenticated') });
  },
);

test('who is calling is asked of the hook', async () => {
  const bearer = (request: Request) => request.headers.get('authorization')?.replace('Bearer ', '');
  const headers = { authorization: 'Bearer user-123' };
  expect((await get(`/images/view-url?key=${KEY}`, { identify: bearer }, headers)).status).toBe(200);
  expect((await get(`/images/view-url?key=${KEY}`, { identify: bearer })).status).toBe(401);
});

test('a body larger than 16 KiB is refused, also when it does not say how large it is', async () => {
  const body = { filename: 'dog.jpg', note: 'x'.repeat(17 * 1024) };
  expect(await post('/images/upload-url', body)).toEqual({ status: 413, body: problem('payload_too_large') });
  const response = await api().request('/images/upload-url', {
    method: 'POST',
    headers: AS_USER,
    body: new Blob([JSON.stringify(body)]).stream(),
    duplex: 'half',
  });
  expect(response.status).toBe(413);
});

const policyOf = (fields: Record<string, string>) =>
  JSON.parse(Buffer.from(fields['Policy'] ?? '', 'base64').toString()) as {
    expiration: string;
    conditions: unknown[];
  };

test('an upload form fixes key, type and size, for five minutes', async () => {
  const { status, body } = await post('/images/upload-form', {
    filename: 'dog.png',
    content_type: 'image/png',
  });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    url: 'http://127.0.0.1:1/pettracker-images-prod',
    method: 'POST',
    expires_in: 300,
  });
  const fields = body['fields'] as unknown as Record<string, string>;
  expect(fields).toMatchObject({
    key: body['key'],
    'Content-Type': 'image/png',
    'X-Amz-Date': '20240115T103000Z',
  });
  const { expiration, conditions } = policyOf(fields);
  expect(expiration).toBe('2024-01-15T10:35:00Z');
  expect(conditions).toEqual(
    expect.arrayContaining([
      ['content-length-range', 1, 25 * 1024 * 1024],
      ['starts-with', '$Content-Type', 'image/'],
      { key: 'uploads/user-123/2024/01/15/0a1b2c3d.png' },
      { 'Content-Type': 'image/png' },
    ]),
  );
});

test('a form for a file that is not chosen yet leaves the type open, but for images', async () => {
  const { body } = await post('/images/upload-form', { filename: 'dog.png' });
  const fields = body['fields'] as unknown as Record<string, string>;
  expect(fields).not.toHaveProperty('Content-Type');
  expect(policyOf(fields).conditions).toContainEqual(['starts-with', '$Content-Type', 'image/']);
});

test('without a CDN an image is viewed through a presigned GET, for an hour', async () => {
  const { body } = await get(`/images/view-url?key=${KEY}`);
  expect(body['expires_in']).toBe(3600);
  const url = new URL(body['url'] ?? '');
  expect(url.pathname).toBe(`/pettracker-images-prod/${KEY}`);
  expect(url.searchParams.get('X-Amz-Expires')).toBe('3600');
  expect(await get(`/images/view-url?key=${KEY}&via=cdn`)).toEqual({
    status: 400,
    body: problem('invalid_request'),
  });
});

test('a key of any characters is viewed whole', async () => {
  const key = 'uploads/user-123/my dog+1 ünï/../a//b?.jpg';
  const { body } = await get(`/images/view-url?key=${encodeURIComponent(key)}`);
  const [path = ''] = String(body['url']).split('?');
  expect(decodeURIComponent(path)).toBe(`http://127.0.0.1:1/pettracker-images-prod/${key}`);
});

test('the CDN’s view URL is signed with SHA-1 and RSA for an hour', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  const cdn = {
    baseUrl: 'https://d1234pettracker.cloudfront.net',
    signing: { keyPairId: 'K1234PETTRACKER', privateKey: async () => pem },
  };
  const { body } = await get(`/images/view-url?key=${KEY}`, { cdn });
  const url = new URL(body['url'] ?? '');
  const expires = NOW.getTime() / 1000 + 3600;
  expect(url.origin + url.pathname).toBe(`${cdn.baseUrl}/images/${KEY}`);
  expect(url.searchParams.get('Expires')).toBe(String(expires));
  expect(url.searchParams.get('Key-Pair-Id')).toBe('K1234PETTRACKER');
  const policy = `{"Statement":[{"Resource":"${cdn.baseUrl}/images/${KEY}","Condition":{"DateLessThan":{"AWS:EpochTime":${expires}}}}]}`;
  const signature = (url.searchParams.get('Signature') ?? '')
    .replaceAll('-', '+')
    .replaceAll('_', '=')
    .replaceAll('~', '/');
  expect(createVerify('RSA-SHA1').update(policy).verify(publicKey, signature, 'base64')).toBe(true);
  expect(createSign('RSA-SHA1').update(policy).sign(privateKey, 'base64')).toBe(signature);
});

test('a thumbnail is public on the CDN, whatever the extension of its original', async () => {
  const cdn = { baseUrl: 'https://d1234pettracker.cloudfront.net' };
  for (const extension of ['jpg', 'JPG', 'png', 'webp']) {
    const key = `uploads/user-123/2024/01/15/0a1b2c3d.${extension}`;
    const { body } = await get(`/images/thumbnail-url?key=${key}`, { cdn });
    expect(body).toEqual({
      url: 'https://d1234pettracker.cloudfront.net/thumbnails/user-123/2024/01/15/0a1b2c3d-thumb.jpg',
      expires_in: null,
    });
  }
});

test('without a CDN a thumbnail is viewed through a presigned GET', async () => {
  const { body } = await get(`/images/thumbnail-url?key=${KEY}`);
  expect(new URL(body['url'] ?? '').pathname).toBe(
    '/pettracker-images-prod/thumbnails/user-123/2024/01/15/0a1b2c3d-thumb.jpg',
  );
});

test.each([
  'uploads/user-456/2024/01/15/a.jpg',
  'uploads/user-1234/2024/01/15/a.jpg',
  'uploads/user-123',
  'thumbnails/user-123/2024/01/15/a-thumb.jpg',
  'models/breed-model-v2.h5',
  '../uploads/user-123/a.jpg',
])('%s is not for this user', async (key) => {
  for (const path of ['view-url', 'thumbnail-url', 'metadata', 'analysis']) {
    expect(await get(`/images/${path}?key=${key}`)).toEqual({ status: 403, body: problem('forbidden') });
  }
  const response = await api().request(`/images?key=${key}`, { method: 'DELETE', headers: AS_USER });
  expect(response.status).toBe(403);
});

test.each([
  '/images/view-url',
  '/images/metadata?key=',
  `/images/view-url?key=${KEY}&via=bike`,
  '/images?limit=0',
  '/images?limit=1001',
  '/images?limit=ten',
])('%s is an invalid request', async (path) => {
  expect(await get(path)).toEqual({ status: 400, body: problem('invalid_request') });
});

test('another user’s list is not for this user', async () => {
  expect(await get('/images?user_id=user-456')).toEqual({ status: 403, body: problem('forbidden') });
});

test('an unknown path is 404, an unknown method on a known one is 405 and names the others', async () => {
  expect(await get('/nothing')).toEqual({ status: 404, body: problem('not_found') });
  const response = await api().request('/images', { method: 'PATCH', headers: AS_USER });
  expect(response.status).toBe(405);
  expect(response.headers.get('allow')).toBe('GET, DELETE');
  expect(await response.json()).toEqual(problem('method_not_allowed'));
});

test('pages of the three origins may call, others may not', async () => {
  const preflight = (origin: string) =>
    api().request('/images', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'DELETE' },
    });
  for (const origin of ['https://pettracker.com', 'https://www.pettracker.com', 'http://localhost:3000']) {
    const { status, headers } = await preflight(origin);
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe(origin);
    expect(headers.get('access-control-allow-methods')).toContain('DELETE');
  }
  expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
});

test('the API can hang below a base path', async () => {
  const { status, body } = await get(`/api/images/view-url?key=${KEY}`, { basePath: '/api' });
  expect(status).toBe(200);
  expect(body['url']).toContain(KEY);
  expect((await get('/images', { basePath: '/api' })).status).toBe(404);
});

test('the health of the API is nobody’s secret', async () => {
  expect(await get('/health', {}, {})).toEqual({ status: 200, body: { status: 'ok' } });
});

test('the OpenAPI document names exactly the routes that there are', async () => {
  const { body } = await get('/openapi.json', {}, {});
  const document = body as unknown as ReturnType<typeof openApiDocument>;
  expect(document.openapi).toBe('3.1.0');
  const described = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const routes = api()
    .routes.filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path}`);
  expect(described.toSorted()).toEqual(routes.toSorted());
});

test('every reference in the OpenAPI document leads somewhere, and operation ids are distinct', () => {
  const document = openApiDocument('');
  const text = JSON.stringify(document);
  const names = new Set(Object.keys(document.components.schemas));
  for (const [, name = ''] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g))
    expect(names).toContain(name);
  const ids = [...text.matchAll(/"operationId":"(\w+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
