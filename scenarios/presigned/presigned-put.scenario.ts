import { expect } from 'vitest';
import { scenario } from '#harness/vitest';

const PRESIGNED = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html';
const DOCUMENT = 'PetTracker, image service: upload URL bound to its content type, 300 s';

scenario('a presigned upload stores the bytes under the signed key', { source: PRESIGNED }, async (world) => {
  const s3 = await world.clients.s3();
  const Bucket = world.fresh('uploads');
  await s3.createBucket({ Bucket });
  const url = await world.presign.put({ Bucket, Key: 'cat.jpg' });
  const put = await fetch(url, { method: 'PUT', body: 'meow', headers: { 'content-type': 'image/jpeg' } });
  expect(put.status).toBe(200);
  const stored = await s3.getObject({ Bucket, Key: 'cat.jpg' });
  expect(await stored.Body?.transformToString()).toBe('meow');
  expect(stored.ContentType).toBe('image/jpeg');
});

scenario(
  'an upload URL stops working when its 300 seconds are over',
  { source: DOCUMENT, needs: ['time-travel', 'enforcement'] },
  async (world) => {
    const s3 = await world.clients.s3();
    const Bucket = world.fresh('uploads');
    await s3.createBucket({ Bucket });
    const url = await world.presign.put({ Bucket, Key: 'late.jpg' }, { expiresIn: 300 });
    await world.elapse(299_000);
    expect((await fetch(url, { method: 'PUT', body: 'in time' })).status).toBe(200);
    await world.elapse(2_000);
    const late = await fetch(url, { method: 'PUT', body: 'too late' });
    expect(late.status).toBe(403);
    expect(await late.text()).toContain('<Code>AccessDenied</Code><Message>Request has expired</Message>');
    const kept = await s3.getObject({ Bucket, Key: 'late.jpg' });
    expect(await kept.Body?.transformToString()).toBe('in time');
  },
);

scenario(
  'an upload with another content type than the signed one is refused',
  { source: DOCUMENT, needs: ['enforcement'] },
  async (world) => {
    const s3 = await world.clients.s3();
    const Bucket = world.fresh('uploads');
    await s3.createBucket({ Bucket });
    const place = { Bucket, Key: 'cat.jpg', ContentType: 'image/jpeg' };
    const url = await world.presign.put(place, { signedHeaders: ['content-type'] });
    const wrong = await fetch(url, { method: 'PUT', body: 'x', headers: { 'content-type': 'text/html' } });
    expect(wrong.status).toBe(403);
    expect(await wrong.text()).toContain('<Code>SignatureDoesNotMatch</Code>');
    const right = await fetch(url, { method: 'PUT', body: 'x', headers: { 'content-type': 'image/jpeg' } });
    expect(right.status).toBe(200);
  },
);

scenario(
  'an upload signed without a content type and sent without one is stored as binary/octet-stream',
  { source: PRESIGNED },
  async (world) => {
    const s3 = await world.clients.s3();
    const Bucket = world.fresh('uploads');
    await s3.createBucket({ Bucket });
    const url = await world.presign.put({ Bucket, Key: 'cat' });
    await fetch(url, { method: 'PUT', body: new Uint8Array([1, 2, 3]) });
    expect((await s3.headObject({ Bucket, Key: 'cat' })).ContentType).toBe('binary/octet-stream');
  },
);

scenario(
  'a URL signed for reading cannot be used for writing',
  { source: PRESIGNED, needs: ['enforcement'] },
  async (world) => {
    const s3 = await world.clients.s3();
    const Bucket = world.fresh('uploads');
    await s3.createBucket({ Bucket });
    await s3.putObject({ Bucket, Key: 'cat.jpg', Body: 'before' });
    const url = await world.presign.get({ Bucket, Key: 'cat.jpg' });
    expect((await fetch(url, { method: 'PUT', body: 'after' })).status).toBe(403);
    expect(await (await fetch(url)).text()).toBe('before');
  },
);
