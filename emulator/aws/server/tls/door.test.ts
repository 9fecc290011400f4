import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { request } from 'node:https';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect as connectTls } from 'node:tls';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';

const authorityOf = async (cloud: Cloud): Promise<string> =>
  (await fetch(`${cloud.endpoint}/_safelight/ca.pem`)).text();

/** Fetches the cloud's health over TLS, asking for a host by name. */
async function securely(
  cloud: Cloud,
  servername: string,
  ca: string,
): Promise<{ status: string; name: string }> {
  const { hostname, port } = new URL(cloud.endpoint);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { hostname, port, servername, ca, path: '/_safelight/health', agent: false },
      (incoming) => {
        const name = new X509Certificate(
          (incoming.socket as unknown as { getPeerCertificate(): { raw: Buffer } }).getPeerCertificate().raw,
        ).subject;
        resolve(text(incoming).then((body) => ({ ...(JSON.parse(body) as { status: string }), name })));
      },
    );
    outgoing.on('error', reject);
    outgoing.end();
  });
}

test('the same port speaks HTTP and HTTPS, for any name, to those who trust the authority', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const ca = await authorityOf(cloud);
  expect(new X509Certificate(ca).ca).toBe(true);
  for (const name of ['e123.cloudfront.localhost', 'cdn.example.com', 'localhost']) {
    expect(await securely(cloud, name, ca)).toEqual({
      status: 'ok',
      name: `CN=${name}`,
      version: expect.any(String) as string,
      services: expect.any(Array) as string[],
    });
  }
});

test('nobody else trusts it', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  await using stranger = await createCloud({ clock: 'manual' });
  const ca = await authorityOf(stranger);
  await expect(securely(cloud, 'localhost', ca)).rejects.toThrow(/certificate|signature/i);
});

test('curl takes the authority as --cacert', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { port } = new URL(cloud.endpoint);
  const script = `curl -sf "$1/_safelight/ca.pem" | curl -sf --cacert /dev/stdin "https://localhost:$2/_safelight/health"`;
  const { stdout } = await promisify(execFile)('sh', ['-c', script, 'sh', cloud.endpoint, port]);
  expect(JSON.parse(stdout)).toMatchObject({ status: 'ok' });
});

test('a connection that never says anything does not keep a cloud from closing', async () => {
  const cloud = await createCloud({ clock: 'manual' });
  const { hostname, port } = new URL(cloud.endpoint);
  const silent = connect(Number(port), hostname);
  await new Promise((resolve) => silent.once('connect', resolve));
  const closed = new Promise((resolve) => silent.once('close', resolve));
  silent.resume();
  await cloud.close(0);
  await closed;
  expect(silent.destroyed).toBe(true);
});

test('a broken handshake ends its connection and nothing else', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { hostname, port } = new URL(cloud.endpoint);
  const socket = connect(Number(port), hostname, () =>
    socket.write(Buffer.from([0x16, 3, 1, 0, 5, 1, 2, 3, 4, 5, 6])),
  );
  socket.on('error', () => undefined).resume();
  await new Promise((resolve) => socket.once('close', resolve));
  expect((await fetch(`${cloud.endpoint}/_safelight/health`)).status).toBe(200);
});

test('a client that closes its half in the middle of a handshake is let go', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { hostname, port } = new URL(cloud.endpoint);
  // Announces 512 bytes of a ClientHello and sends three.
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true }, () =>
    socket.end(Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1])),
  );
  socket.on('error', () => undefined).resume();
  await new Promise((resolve) => socket.once('close', resolve));
  expect(socket.destroyed).toBe(true);
});

test('a client that closes its half after a request over TLS gets its answer', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { hostname, port } = new URL(cloud.endpoint);
  const socket = connectTls({ host: hostname, port: Number(port), ca: await authorityOf(cloud) });
  socket.end('GET /_safelight/health HTTP/1.1\r\nHost: localhost\r\n\r\n');
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
});
