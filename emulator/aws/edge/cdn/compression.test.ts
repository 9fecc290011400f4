import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { gunzipSync, brotliDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { cloudFrontClient, createdDistribution } from '../../services/cloudfront/testing/distributions.ts';
import { view, webConfig, webServer } from './testing/viewer.ts';

test('text is compressed as the viewer accepts it, each way cached by itself', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const page = 'photographs '.repeat(200);
  await using server = await webServer((_, response) => {
    response
      .writeHead(200, { 'content-type': 'text/html', 'content-length': page.length, etag: '"p"' })
      .end(page);
  });
  const distribution = await createdDistribution(
    cloudFrontClient(cloud),
    webConfig(server, { Compress: true }),
  );
  const accepting = (encoding: string) =>
    view(cloud, distribution, '/a', { headers: { 'accept-encoding': encoding } });
  const brotli = await accepting('gzip, deflate, br');
  expect(brotli.headers).toMatchObject({ 'content-encoding': 'br', etag: 'W/"p"' });
  expect(brotliDecompressSync(brotli.body).toString()).toBe(page);
  const gzip = await accepting('gzip');
  expect(gunzipSync(gzip.body).toString()).toBe(page);
  expect((await accepting('gzip')).headers['x-cache']).toBe('Hit from cloudfront');
  expect((await accepting('identity')).headers['content-encoding']).toBeUndefined();
});

test('what was compressed has no length and stays as it was first kept; HTTP/1.0 gets it as the origin sent it', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const page = 'photographs '.repeat(200);
  await using server = await webServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-length': page.length }).end(page);
  });
  const distribution = await createdDistribution(
    cloudFrontClient(cloud),
    webConfig(server, { Compress: true }),
  );
  const gzip = await view(cloud, distribution, '/a', { headers: { 'accept-encoding': 'gzip' } });
  expect(gzip.headers).toMatchObject({ 'content-encoding': 'gzip', 'transfer-encoding': 'chunked' });
  expect(gzip.headers['content-length']).toBeUndefined();
  const either = await view(cloud, distribution, '/a', { headers: { 'accept-encoding': 'gzip, br' } });
  expect(either.headers).toMatchObject({ 'content-encoding': 'gzip', 'x-cache': 'Hit from cloudfront' });
  const { hostname, port } = new URL(cloud.endpoint);
  const socket = connect(Number(port), hostname);
  socket.write(
    `GET /a HTTP/1.0\r\nHost: ${distribution.Id!.toLowerCase()}.cloudfront.localhost\r\nAccept-Encoding: gzip\r\n\r\n`,
  );
  const old = await text(socket);
  expect(old).toContain(`Content-Length: ${page.length}\r\n`.toLowerCase());
  expect(old.endsWith(page)).toBe(true);
});
