import { expect } from 'vitest';
import { scenario, type World } from '#harness/vitest';

const CORS = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html';
const ORIGIN = 'https://pettracker.com';

async function bucketWithCors(world: World): Promise<string> {
  const s3 = await world.clients.s3();
  const Bucket = world.fresh('cors');
  await s3.createBucket({ Bucket });
  await s3.putBucketCors({
    Bucket,
    CORSConfiguration: {
      CORSRules: [
        {
          AllowedOrigins: [ORIGIN, 'http://localhost:3000'],
          AllowedMethods: ['GET', 'PUT', 'POST'],
          AllowedHeaders: ['*'],
          ExposeHeaders: ['ETag'],
          MaxAgeSeconds: 3000,
        },
      ],
    },
  });
  return Bucket;
}

const preflight = (url: string, origin: string): Promise<Response> =>
  fetch(url, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'content-type',
    },
  });

scenario(
  'a preflight of an allowed page is answered with what it may do',
  { source: CORS },
  async (world) => {
    const Bucket = await bucketWithCors(world);
    const url = await world.presign.put({ Bucket, Key: 'cat.jpg' });
    const answer = await preflight(url, ORIGIN);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'access-control-allow-origin': ORIGIN,
      'access-control-allow-methods': 'GET, PUT, POST',
      'access-control-allow-headers': 'content-type',
      'access-control-expose-headers': 'ETag',
      'access-control-max-age': '3000',
    });
  },
);

scenario(
  'an upload from an allowed page may read the ETag of its answer',
  { source: CORS },
  async (world) => {
    const Bucket = await bucketWithCors(world);
    const url = await world.presign.put({ Bucket, Key: 'cat.jpg' });
    const answer = await fetch(url, { method: 'PUT', body: 'meow', headers: { origin: ORIGIN } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(answer.headers.get('access-control-expose-headers')).toBe('ETag');
    expect(answer.headers.get('etag')).toBe('"4a4be40c96ac6314e91d93f38043a634"');
  },
);

scenario('a page of another origin is refused before it uploads', { source: CORS }, async (world) => {
  const Bucket = await bucketWithCors(world);
  const answer = await preflight(await world.presign.put({ Bucket, Key: 'cat.jpg' }), 'https://example.com');
  expect(answer.status).toBe(403);
  expect(await answer.text()).toContain('<Code>AccessForbidden</Code>');
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
});

scenario(
  'without CORS rules an upload from a page fails while the same upload from a program works',
  { source: CORS },
  async (world) => {
    const s3 = await world.clients.s3();
    const Bucket = world.fresh('no-cors');
    await s3.createBucket({ Bucket });
    const url = await world.presign.put({ Bucket, Key: 'cat.jpg' });
    const asked = await preflight(url, ORIGIN);
    expect(asked.status).toBe(403);
    expect(await asked.text()).toContain('CORSResponse: CORS is not enabled for this bucket.');
    expect((await fetch(url, { method: 'PUT', body: 'meow' })).status).toBe(200);
  },
);
