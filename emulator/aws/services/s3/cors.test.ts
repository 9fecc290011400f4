import type { CORSRule } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { photosClient } from './testing/client.ts';
import { elements, send } from './testing/raw-request.ts';

const ORIGIN = 'https://app.example';

const RULE: CORSRule = {
  AllowedOrigins: [ORIGIN],
  AllowedMethods: ['GET', 'PUT'],
  AllowedHeaders: ['*'],
  ExposeHeaders: ['ETag'],
  MaxAgeSeconds: 3000,
};

async function withRules(cloud: Cloud, ...CORSRules: CORSRule[]) {
  const s3 = await photosClient(cloud);
  await s3.putBucketCors({ Bucket: 'photos', CORSConfiguration: { CORSRules } });
  return s3;
}

const preflight = (cloud: Cloud, headers: Record<string, string>, path = '/photos/a') =>
  send(cloud, { method: 'OPTIONS', path, headers, anonymous: true });

const asking = (method: string, headers?: string): Record<string, string> => ({
  origin: ORIGIN,
  'access-control-request-method': method,
  ...(headers !== undefined && { 'access-control-request-headers': headers }),
});

test('a preflight that a rule lets pass gets these headers', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await withRules(cloud, RULE);
  const answer = await preflight(cloud, asking('PUT', 'Content-Type,X-Amz-Meta-A'));
  expect(answer).toMatchObject({ status: 200, body: '' });
  expect(answer.headers).toMatchObject({
    'access-control-allow-origin': ORIGIN,
    'access-control-allow-methods': 'GET, PUT',
    'access-control-allow-headers': 'content-type, x-amz-meta-a',
    'access-control-expose-headers': 'ETag',
    'access-control-max-age': '3000',
    'access-control-allow-credentials': 'true',
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
    'content-length': '0',
  });
});

test('any origin is answered with a star and without credentials', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await withRules(cloud, { AllowedOrigins: ['*'], AllowedMethods: ['GET'] });
  const { headers } = await preflight(cloud, asking('GET'));
  expect(headers['access-control-allow-origin']).toBe('*');
  expect(headers).not.toHaveProperty('access-control-allow-credentials');
  expect(headers).not.toHaveProperty('access-control-allow-headers');
});

const errorOf = (body: string) => elements(body).slice(0, 4);

test('without an origin there is nothing to say', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await withRules(cloud, RULE);
  const { status, body } = await preflight(cloud, {});
  expect(status).toBe(400);
  expect(errorOf(body).slice(0, 2)).toEqual([
    ['Code', 'BadRequest'],
    ['Message', 'Insufficient information. Origin request header needed.'],
  ]);
});

test('a bucket without rules says so, and one that is not there too', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await photosClient(cloud);
  expect(errorOf((await preflight(cloud, asking('PUT'))).body)).toEqual([
    ['Code', 'AccessForbidden'],
    ['Message', 'CORSResponse: CORS is not enabled for this bucket.'],
    ['Method', 'PUT'],
    ['ResourceType', 'BUCKET'],
  ]);
  expect(errorOf((await preflight(cloud, { origin: ORIGIN }, '/nowhere')).body)).toEqual([
    ['Code', 'AccessForbidden'],
    ['Message', 'CORSResponse: Bucket not found'],
    ['Method', 'OPTIONS'],
    ['ResourceType', 'BUCKET'],
  ]);
});

test.each([
  [asking('DELETE'), '/photos/a', 'OBJECT'],
  [{ ...asking('PUT'), origin: 'https://app.example:444' }, '/photos/a', 'OBJECT'],
  [{ ...asking('PUT'), origin: `${ORIGIN}/` }, '/photos', 'BUCKET'],
])('%j at %s is not allowed', async (headers, path, resource) => {
  await using cloud = await createCloud({ clock: 'manual' });
  await withRules(cloud, RULE);
  const { status, body } = await preflight(cloud, headers, path);
  expect(status).toBe(403);
  expect(errorOf(body)).toEqual([
    ['Code', 'AccessForbidden'],
    [
      'Message',
      "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
    ],
    ['Method', headers['access-control-request-method']],
    ['ResourceType', resource],
  ]);
});

test('a header that no rule lists is not allowed', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await withRules(cloud, { ...RULE, AllowedHeaders: ['x-amz-*', 'Content-Type'] });
  expect((await preflight(cloud, asking('PUT', 'X-Amz-Meta-A, content-type'))).status).toBe(200);
  expect((await preflight(cloud, asking('PUT', 'authorization'))).status).toBe(403);
});

test('a wildcard within an origin stands for anything, nothing included', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await withRules(cloud, { ...RULE, AllowedOrigins: ['https://*.example'] });
  for (const [origin, status] of [
    ['https://a.b.example', 200],
    ['https://.example', 200],
    ['https://example', 403],
    ['http://a.example', 403],
  ] as const) {
    expect((await preflight(cloud, { ...asking('GET'), origin })).status).toBe(status);
  }
});

test('a method that does not exist is refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await withRules(cloud, RULE);
  expect(errorOf((await preflight(cloud, asking('get'))).body)[1]).toEqual([
    'Message',
    'Invalid Access-Control-Request-Method: get',
  ]);
});

test('actual requests get the headers too, refusals included, and others get none', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await withRules(cloud, RULE);
  await s3.putObject({ Bucket: 'photos', Key: 'a', Body: 'x' });
  for (const [path, status] of [
    ['/photos/a', 200],
    ['/photos/none', 404],
  ] as const) {
    const answer = await send(cloud, { path, headers: { origin: ORIGIN } });
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': ORIGIN,
      'access-control-expose-headers': 'ETag',
    });
  }
  const other = await send(cloud, { path: '/photos/a', headers: { origin: 'https://other.example' } });
  expect(other.status).toBe(200);
  expect(other.headers).not.toHaveProperty('access-control-allow-origin');
  expect(other.headers).not.toHaveProperty('vary');
});
