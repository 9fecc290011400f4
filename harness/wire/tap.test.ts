import { createServer } from 'node:http';
import { S3 } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { createCloud } from '#aws';
import { tapped, untapped } from './tap.ts';

const PIXELS = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]);

test('requests of the SDK and of fetch are heard with both bodies, each in its own work', async () => {
  await using cloud = await createCloud();
  const { endpoint, region } = cloud;
  const s3 = new S3({
    endpoint,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const [heard, others] = await Promise.all([
    tapped(async (tap) => {
      await s3.createBucket({ Bucket: 'tapped' });
      await s3.putObject({ Bucket: 'tapped', Key: 'a.png', Body: PIXELS, ContentType: 'image/png' });
      await (await s3.getObject({ Bucket: 'tapped', Key: 'a.png' })).Body?.transformToByteArray();
      return tap.exchanges();
    }),
    tapped(async (tap) => {
      await (await fetch(`${endpoint}/nowhere/at-all`)).text();
      await untapped(async () => (await fetch(`${endpoint}/_safelight/status`)).text());
      return tap.exchanges();
    }),
  ]);
  expect(heard.map(({ method, response }) => [method, response?.status])).toEqual([
    ['PUT', 200],
    ['PUT', 200],
    ['GET', 200],
  ]);
  const [, put, get] = heard;
  expect(put?.url).toContain(`${endpoint}/tapped/a.png`);
  expect(put?.request.headers['content-type']).toBe('image/png');
  expect(get?.response?.body).toMatchObject({
    bytes: PIXELS.length,
    base64: Buffer.from(PIXELS).toString('base64'),
  });
  expect(others.map(({ response }) => response?.status)).toEqual([404]);
  expect(others[0]?.response?.body).toMatchObject({ text: expect.stringContaining('<Code>NoSuchBucket') });
  s3.destroy();
});

test('what fetch sends is heard, and a connection that breaks is told of', async () => {
  const server = createServer((request) => request.socket.destroy());
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const exchanges = await tapped(async (tap) => {
    await fetch(`http://127.0.0.1:${port}/x`, { method: 'POST', body: 'abc' }).catch(() => undefined);
    return tap.exchanges();
  });
  expect(exchanges).toMatchObject([{ method: 'POST', request: { body: { text: 'abc' } } }]);
  expect(exchanges[0]?.broken).toBeDefined();
  server.close();
});
