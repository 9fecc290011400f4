/** The API on Node. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { createApi } from './app.ts';
import type { ApiOptions } from './app.ts';

export interface ServeOptions {
  /** 0 lets the system choose. */
  readonly port?: number;
  readonly hostname?: string;
}

export interface ApiServer extends AsyncDisposable {
  /** `http://127.0.0.1:8080` */
  readonly url: string;
  /** Takes no more connections, and waits for the requests in hand. */
  readonly close: () => Promise<void>;
}

/** Serves the API over HTTP until it is closed. Rejects when the port is taken. */
export async function serveApi(
  options: ApiOptions,
  { port = 0, hostname = '127.0.0.1' }: ServeOptions = {},
): Promise<ApiServer> {
  // The adapter would put its own Request and Response in place of Node's, for everything else in this process too.
  const server = createAdaptorServer({ fetch: createApi(options).fetch, overrideGlobalObjects: false });
  server.listen(port, hostname);
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    if ('closeIdleConnections' in server) server.closeIdleConnections();
    await closed;
  };
  return { url: `http://${hostname}:${address.port}`, close, [Symbol.asyncDispose]: close };
}
