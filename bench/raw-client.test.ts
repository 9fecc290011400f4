import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { rawClient, requestBytes } from './raw-client.ts';

test('a request on a connection that the server has closed is refused, not waited for', async () => {
  const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = await rawClient((server.address() as AddressInfo).port);
  const request = requestBytes('GET', '/', {});
  await expect(client.send(request)).rejects.toThrow(/closed the connection|EPIPE|ECONNRESET/);
  await expect(client.send(request)).rejects.toThrow(/closed the connection|EPIPE|ECONNRESET/);
  client.close();
  server.close();
});
