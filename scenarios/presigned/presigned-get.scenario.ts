import { expect } from 'vitest';
import { scenario } from '#harness/vitest';
import { freshBucket } from '../fresh-bucket.ts';

const PRESIGNED = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/ShareObjectPreSignedURL.html';
const QUERY_AUTH = 'https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html';
const OVERRIDES = 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html';

scenario('a view URL shows a private object to whoever has it', { source: PRESIGNED }, async (world) => {
  const { s3, Bucket } = await freshBucket(world, 'views');
  await s3.putObject({ Bucket, Key: 'cat.jpg', Body: 'meow', ContentType: 'image/jpeg' });
  const seen = await fetch(await world.presign.get({ Bucket, Key: 'cat.jpg' }));
  expect(seen.status).toBe(200);
  expect(seen.headers.get('content-type')).toBe('image/jpeg');
  expect(await seen.text()).toBe('meow');
});

scenario('a view URL for an object that is gone is answered 404', { source: PRESIGNED }, async (world) => {
  const { Bucket } = await freshBucket(world, 'views');
  const seen = await fetch(await world.presign.get({ Bucket, Key: 'gone.jpg' }));
  expect(seen.status).toBe(404);
  expect(await seen.text()).toContain('<Code>NoSuchKey</Code>');
});

scenario(
  'a view URL whose key was changed is refused',
  { source: QUERY_AUTH, needs: ['enforcement'] },
  async (world) => {
    const { s3, Bucket } = await freshBucket(world, 'views');
    await s3.putObject({ Bucket, Key: 'mine.jpg', Body: 'mine' });
    await s3.putObject({ Bucket, Key: 'thy.jpg', Body: 'theirs' });
    const url = await world.presign.get({ Bucket, Key: 'mine.jpg' });
    const seen = await fetch(url.replace('mine.jpg', 'thy.jpg'));
    expect(seen.status).toBe(403);
    expect(await seen.text()).toContain('<Code>SignatureDoesNotMatch</Code>');
  },
);

scenario(
  'a view URL whose expiry was stretched is refused',
  { source: QUERY_AUTH, needs: ['enforcement'] },
  async (world) => {
    const { s3, Bucket } = await freshBucket(world, 'views');
    await s3.putObject({ Bucket, Key: 'cat.jpg', Body: 'meow' });
    const url = await world.presign.get({ Bucket, Key: 'cat.jpg' }, { expiresIn: 60 });
    expect((await fetch(url.replace('X-Amz-Expires=60', 'X-Amz-Expires=6000'))).status).toBe(403);
  },
);

scenario(
  'a view URL stops working when its hour is over',
  { source: QUERY_AUTH, needs: ['time-travel', 'enforcement'] },
  async (world) => {
    const { s3, Bucket } = await freshBucket(world, 'views');
    await s3.putObject({ Bucket, Key: 'cat.jpg', Body: 'meow' });
    const url = await world.presign.get({ Bucket, Key: 'cat.jpg' }, { expiresIn: 3600 });
    await world.elapse(3_599_000);
    expect((await fetch(url)).status).toBe(200);
    await world.elapse(2_000);
    expect((await fetch(url)).status).toBe(403);
  },
);

scenario('a view URL serves a part of an object', { source: OVERRIDES }, async (world) => {
  const { s3, Bucket } = await freshBucket(world, 'views');
  await s3.putObject({ Bucket, Key: 'cat.jpg', Body: '0123456789' });
  const url = await world.presign.get({ Bucket, Key: 'cat.jpg' });
  const part = await fetch(url, { headers: { range: 'bytes=2-4' } });
  expect(part.status).toBe(206);
  expect(part.headers.get('content-range')).toBe('bytes 2-4/10');
  expect(await part.text()).toBe('234');
});

scenario('a download URL can name the file that the browser saves', { source: OVERRIDES }, async (world) => {
  const { s3, Bucket } = await freshBucket(world, 'views');
  await s3.putObject({ Bucket, Key: 'a1b2.jpg', Body: 'meow' });
  const ResponseContentDisposition = 'attachment; filename="cat.jpg"';
  const place = { Bucket, Key: 'a1b2.jpg', ResponseContentDisposition };
  const seen = await fetch(await world.presign.get(place));
  expect(seen.headers.get('content-disposition')).toBe(ResponseContentDisposition);
});
