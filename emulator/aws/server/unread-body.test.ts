import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { S3 } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../cloud.ts';
import { send } from '../services/s3/testing/raw-request.ts';
import { clientConfig } from '../testing/client-config.ts';

/** More than is gathered before it is looked at. */
const LARGE = 'x'.repeat(2_000_000);

test.each([
  [
    'is framed badly',
    { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'x-amz-decoded-content-length': '9' },
    'zz\r\n',
  ],
  ['is not the one that was signed', { 'x-amz-content-sha256': 'e'.repeat(64) }, LARGE],
])('a body that nobody reads and that %s is no defect', async (_fault, headers, body) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const answer = await send(cloud, { method: 'PUT', path: '/no-such-bucket/cat', headers, body });
  expect(answer.status).toBe(404);
  const { Buckets } = await new S3({ ...clientConfig(cloud), forcePathStyle: true }).listBuckets({});
  expect(Buckets).toEqual([]);
});

/** More than the buffers between a client and the listener hold, so that the refusal comes amid the sending. */
const LARGER = Buffer.alloc(12_000_000);

test('who is refused amid a large body reads why', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { port } = new URL(cloud.endpoint);
  for (let time = 0; time < 5; time += 1) {
    const socket = connect(Number(port), '127.0.0.1');
    const answer = text(socket);
    socket.write(`PUT /photos/cat HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: ${LARGER.length}\r\n\r\n`);
    await new Promise((resolve, reject) => {
      socket.once('error', reject);
      socket.write(LARGER, resolve);
    });
    expect(await answer).toMatch(/^HTTP\/1\.1 40\d /);
  }
});

const CHUNKS =
  'x-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER\r\nx-amz-decoded-content-length: 4\r\n';

async function expecting(cloud: Cloud, headers: string) {
  const { port } = new URL(cloud.endpoint);
  const socket = connect(Number(port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(
    `PUT /photos/cat HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: 100-continue\r\nConnection: close\r\n${headers}\r\n`,
  );
  return socket;
}

test.each([
  ['as it is', 'Content-Length: 4\r\n'],
  ['in chunks', `Content-Length: 14\r\n${CHUNKS}`],
])('who is refused is not asked for the body that would come %s', async (_how, headers) => {
  await using cloud = await createCloud({ clock: 'manual' });
  await new S3({ ...clientConfig(cloud), forcePathStyle: true }).createBucket({ Bucket: 'photos' });
  const answer = await text(await expecting(cloud, headers));
  expect(answer).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/);
  expect(answer).not.toContain('100 Continue');
});

test.each([
  ['as it is', 'Content-Length: 4\r\n', 'meow'],
  ['in chunks', `Content-Length: 14\r\n${CHUNKS}`, '4\r\nmeow\r\n0\r\n\r\n'],
])('who may write is asked for the body that comes %s', async (_how, headers, body) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = new S3({ ...clientConfig(cloud), forcePathStyle: true });
  const photos = { Bucket: 'photos' };
  await s3.createBucket(photos);
  await s3.deletePublicAccessBlock(photos);
  const open = { Effect: 'Allow', Principal: '*', Action: 's3:PutObject', Resource: 'arn:aws:s3:::photos/*' };
  await s3.putBucketPolicy({ ...photos, Policy: JSON.stringify({ Statement: [open] }) });
  const socket = await expecting(cloud, headers);
  const [interim] = (await once(socket, 'data')) as [Buffer];
  expect(interim.toString()).toBe('HTTP/1.1 100 Continue\r\n\r\n');
  socket.write(body);
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  const { Body } = await s3.getObject({ ...photos, Key: 'cat' });
  expect(await Body!.transformToString()).toBe('meow');
});
