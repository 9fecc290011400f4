import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { createCloud } from '../cloud.ts';

const reached = (host: string, port: number): Promise<boolean> =>
  new Promise((told) => {
    const socket = connect({ host, port });
    socket.once('connect', () => {
      socket.destroy();
      told(true);
    });
    socket.once('error', () => told(false));
  });

test('a cloud listens on one loopback address, and on no other address of the machine', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const { hostname, port } = new URL(cloud.endpoint);
  expect(hostname).toBe('127.0.0.1');
  expect(await reached('127.0.0.1', Number(port))).toBe(true);
  expect(await reached('127.0.0.2', Number(port))).toBe(false);
});
