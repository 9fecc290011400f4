import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { createCloud } from '../cloud.ts';

test('a client that goes away in the middle of its order to the control API is no defect', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { port } = new URL(cloud.endpoint);
  for (const path of ['clock', 'faults', 'load-progress']) {
    const socket = connect(Number(port), '127.0.0.1');
    const head = `POST /_safelight/${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{`;
    await new Promise<void>((sent) => socket.write(head, () => sent()));
    await new Promise<void>((closed) => {
      socket.once('close', () => closed());
      socket.end();
      socket.resume();
    });
  }
  const health = await fetch(`${cloud.endpoint}/_safelight/health`);
  expect(health.status).toBe(200);
  expect(cloud.journal.entries()).toEqual([]);
});
