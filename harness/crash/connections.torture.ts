import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { buildProgram } from './cloud-process.ts';
import { beginLife } from './world.ts';

const CONNECTIONS = 5_000;
/** At a time: more than a listener's queue holds would be refused by the system. */
const OPENED_AT_ONCE = 500;
/** Memory that may remain: buffers of the runtime's own, which it keeps. */
const LEVEL = 64 * 2 ** 20;

/** What clients leave unfinished: nothing said, half a header, half a body. */
const UNFINISHED = [
  '',
  'GET /b/k HTTP/1.1\r\nHost: x\r\n',
  'PUT /b/k HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc',
];

test('while 5,000 connections hang, others are served; then they are let go, and memory is at its level', async () => {
  using program = await buildProgram();
  const data = mkdtempSync(join(tmpdir(), 'safelight-connections-'));
  const cloud = await program.start(data);
  if (cloud === undefined) throw new Error('the cloud does not start');
  const life = beginLife(cloud.endpoint);
  try {
    const { s3, control } = life;
    await s3.createBucket({ Bucket: 'photos' });
    const serve = async (): Promise<void> => {
      for (let n = 0; n < 200; n += 1)
        await s3.putObject({ Bucket: 'photos', Key: `${n}`, Body: 'x'.repeat(20_000) });
    };
    await serve();
    const before = (await control.status()).memory;
    const port = Number(new URL(cloud.endpoint).port);
    const hanging: Promise<string>[] = [];
    for (let n = 0; n < CONNECTIONS; n += OPENED_AT_ONCE) {
      const sockets = await Promise.all(Array.from({ length: OPENED_AT_ONCE }, () => opened(port)));
      for (const [m, socket] of sockets.entries()) {
        socket.write(UNFINISHED[m % UNFINISHED.length] ?? '');
        hanging.push(text(socket).catch(() => ''));
      }
    }
    const during = (await control.status()).memory;
    await serve();
    const answers = await Promise.all(hanging);
    const answered = answers.filter((answer) => answer !== '').length;
    await serve();
    const after = (await control.status()).memory;
    const mebibytes = [before, during, after].map((bytes) => Math.round(bytes / 2 ** 20));
    console.log(JSON.stringify({ connections: answers.length, answered, mebibytes }));
    expect(after).toBeLessThan(before + LEVEL);
    expect((await control.status()).defects).toBe(0);
  } finally {
    life.destroy();
    await cloud.kill('SIGKILL');
    rmSync(data, { recursive: true });
  }
});

async function opened(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}
