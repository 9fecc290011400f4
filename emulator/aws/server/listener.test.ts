import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Clock } from '../kernel/clock.ts';
import { Ids } from '../kernel/ids.ts';
import { listen, type Listener } from './listener.ts';
import { CertificateAuthority } from './tls/certificate-authority.ts';

let listener: Listener;
const broken: unknown[] = [];

/** Answers with the length of the body, however it comes; of a DELETE it reads none. */
beforeAll(async () => {
  const clock = new Clock('real', undefined, () => undefined);
  const authority = new CertificateAuthority(tmpdir(), clock, new Ids('listener'));
  listener = await listen(
    async (request) => {
      if (request.method === 'DELETE') return { status: 403, headers: {}, body: 'no\n' };
      let length = 0;
      try {
        for await (const chunk of request.body) length += (chunk as Buffer).length;
      } catch (error) {
        broken.push(error);
        throw error;
      }
      return { status: 200, headers: {}, body: `${length}\n` };
    },
    {
      host: '127.0.0.1',
      port: 0,
      clock,
      patience: { headers: 200, body: 200 },
      credentialsFor: (name) => authority.credentialsFor(name),
      speaksHttp2: () => false,
    },
  );
});
afterAll(() => listener.close(0));

async function open(): Promise<Socket> {
  const socket = connect(listener.port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

const PUT = (length: number): string => `PUT /b/k HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n`;

test('a body that stops is answered with RequestTimeout, and the connection closed', async () => {
  const socket = await open();
  socket.write(`${PUT(10)}abc`);
  const answer = await text(socket);
  expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  expect(answer).toContain('<Code>RequestTimeout</Code>');
  expect(broken).toHaveLength(1);
});

test('a body that comes slowly, but goes on, is taken', async () => {
  const socket = await open();
  socket.write(PUT(6));
  for (const letter of 'abcdef') {
    await new Promise((resolve) => setTimeout(resolve, 100));
    socket.write(letter);
  }
  socket.end();
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*\r\n6\n/);
});

test('a body that nobody reads and that stops holds its connection no longer than others', async () => {
  const socket = connect({ port: listener.port, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => undefined);
  socket.write(PUT(1_000_000).replace('PUT', 'DELETE'));
  expect(await text(socket)).toContain('\r\nno\n');
  await new Promise((resolve) => setTimeout(resolve, 500));
  // Only who writes learns that nobody is there any more.
  for (let bytes = 0; bytes < 20 && !socket.destroyed; bytes += 1) {
    socket.write('a');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(socket.destroyed).toBe(true);
});

test.each([
  ['a header at a time', 'GET / HTTP/1.1\r\nHost: x\r\n'],
  ['nothing at all', ''],
])('a client that sends %s, and no end, is shown the door', async (_what, sent) => {
  const socket = await open();
  socket.write(sent);
  expect(await text(socket)).toMatch(/^(HTTP\/1\.1 408 Request Timeout\r\n|$)/);
});

test('a client that closes its half after the request gets its answer', async () => {
  const socket = connect({ port: listener.port, host: '127.0.0.1', allowHalfOpen: true });
  socket.end(`${PUT(3)}abc`);
  expect(await text(socket)).toContain('\r\n3\n');
});

test('a handshake that stops is given up', async () => {
  const socket = await open();
  // Announces 512 bytes of a ClientHello and sends three.
  socket.write(Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1]));
  socket.resume();
  await once(socket, 'close');
  expect(socket.destroyed).toBe(true);
});

test('while three hundred connections hang, one that works is answered', async () => {
  const hanging = await Promise.all(Array.from({ length: 300 }, open));
  for (const socket of hanging) socket.write('GET / HT');
  const socket = await open();
  socket.end(`${PUT(3)}abc`);
  expect(await text(socket)).toContain('\r\n3\n');
  await Promise.all(hanging.map((one) => text(one)));
});
