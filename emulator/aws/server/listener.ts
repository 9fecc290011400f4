/**
 * The cloud's listener: node:http, raw requests in, raw answers out. Frameworks that build a `Request` rewrite dot
 * segments of the path, which changes S3 keys and breaks signatures, and halve the speed of large uploads; so nothing
 * stands between the socket and the protocols here.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Duplex, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { SecureContext } from 'node:tls';
import type { Clock } from '../kernel/clock.ts';
import { SafelightError } from '../kernel/safelight-error.ts';
import type { WireRequest, WireResponse } from '../wire/message.ts';
import { openDoor, type Door } from './tls/door.ts';

/** Answers a request; never throws for a client's mistake. */
export type WireHandler = (request: WireRequest) => Promise<WireResponse>;

export interface ListenerOptions {
  readonly clock: Clock;
  readonly host: string;
  /** 0 picks a free port. */
  readonly port: number;
  /** What to show to TLS clients that ask for a host; they come to the same port. */
  readonly contextFor: (name: string) => SecureContext;
}

export interface Listener {
  readonly host: string;
  readonly port: number;
  /** Stops taking connections, lets answers under way finish within `grace` wall milliseconds, then cuts the rest. */
  close(grace: number): Promise<void>;
}

/** Larger than any header section AWS accepts, so that the refusal can be AWS's own. */
const MAX_HEADER_BYTES = 64 * 1024;
/** How much of an unread body is taken in after the answer, so that the client gets to read it. */
const MAX_DRAIN_BYTES = 16 * 1024 * 1024;

/**
 * Starts listening.
 *
 * @throws SafelightError ERR_PORT_IN_USE, ERR_CANNOT_LISTEN
 */
export async function listen(handler: WireHandler, options: ListenerOptions): Promise<Listener> {
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES, keepAliveTimeout: 65_000 });
  const answer = (request: IncomingMessage, response: ServerResponse, expects: boolean): void => {
    void respond(handler, request, response, expects);
  };
  server.on('request', (request, response) => answer(request, response, false));
  server.on('checkContinue', (request, response) => answer(request, response, true));
  server.on('clientError', refuseMalformed);
  const door = openDoor(server, options.contextFor);
  await bound(server, options);
  const { port } = server.address() as AddressInfo;
  return { host: options.host, port, close: (grace) => shut(server, door, options.clock, grace) };
}

async function bound(server: Server, { host, port }: ListenerOptions): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host, port, backlog: 1024 }, resolve);
    });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new SafelightError('ERR_PORT_IN_USE', `Port ${port} on ${host} is taken by another process.`, {
        hint: `Stop what listens there (\`safelight status\` tells whether it is a safelight), choose another port with --port, or let --port 0 pick a free one.`,
        cause,
      });
    }
    throw new SafelightError('ERR_CANNOT_LISTEN', `Cannot listen on ${host}:${port} (${code}).`, {
      hint: 'Choose an address of this machine with --host; 127.0.0.1 always works.',
      cause,
    });
  }
}

async function shut(server: Server, door: Door, clock: Clock, grace: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  door.close();
  const cancel = clock.wallTimer(grace, () => server.closeAllConnections());
  await closed;
  cancel();
}

async function respond(
  handler: WireHandler,
  request: IncomingMessage,
  response: ServerResponse,
  expectsContinue: boolean,
): Promise<void> {
  try {
    const answer = await handler(toWire(request, response, expectsContinue));
    await send(request, response, answer);
  } catch {
    // The handler answers everything it can; what is left is a connection that broke while bytes were under way.
    response.destroy();
  }
}

/** The request as the protocols see it. The interim `100 Continue` goes out when somebody first wants the body. */
function toWire(request: IncomingMessage, response: ServerResponse, expectsContinue: boolean): WireRequest {
  const target = originForm(request.url ?? '/');
  const mark = target.indexOf('?');
  let awaited = expectsContinue;
  return {
    method: request.method ?? 'GET',
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? '' : target.slice(mark + 1),
    headers: request.headers as Record<string, string>,
    rawHeaders: request.rawHeaders,
    get body() {
      if (awaited) response.writeContinue();
      awaited = false;
      return request;
    },
    sourceIp: plainAddress(request.socket.remoteAddress),
    localAddress: plainAddress(request.socket.localAddress),
    secure: 'encrypted' in request.socket,
    onHangUp(told) {
      if (response.closed) queueMicrotask(told);
      response.once('close', told);
      return () => response.off('close', told);
    },
  };
}

/** IPv4 addresses as such, even on a socket that listens on both families. */
const plainAddress = (address: string | undefined): string => (address ?? '').replace(/^::ffff:/, '');

/** Proxies may send the absolute form; what counts is from the path on. */
function originForm(target: string): string {
  const absolute = /^https?:\/\/[^/?]*/i.exec(target);
  if (absolute === null) return target;
  const rest = target.slice(absolute[0].length);
  return rest.startsWith('/') ? rest : `/${rest}`;
}

async function send(request: IncomingMessage, response: ServerResponse, answer: WireResponse): Promise<void> {
  const { status, headers, body } = answer;
  const unread = !request.readableEnded && hasBody(request);
  if (unread) headers['connection'] = 'close';
  if (body instanceof Readable) {
    response.writeHead(status, headers);
    if (request.method === 'HEAD') {
      body.destroy();
      response.end();
    } else await pipeline(body, response);
  } else {
    if (request.method !== 'HEAD' && status !== 204 && status !== 304 && !('transfer-encoding' in headers)) {
      headers['content-length'] ??= String(lengthOf(body));
    }
    response.writeHead(status, headers);
    response.end(request.method === 'HEAD' ? undefined : body);
  }
  if (unread) drain(request);
}

const lengthOf = (body: string | Uint8Array | undefined): number =>
  typeof body === 'string' ? Buffer.byteLength(body) : (body?.length ?? 0);

const hasBody = (request: IncomingMessage): boolean =>
  request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;

/** Takes in the rest of a refused body, up to a limit: a reset would keep the client from reading the refusal. */
function drain(request: IncomingMessage): void {
  let taken = 0;
  request.on('error', () => undefined);
  request.on('data', (chunk: Buffer) => {
    taken += chunk.length;
    if (taken > MAX_DRAIN_BYTES) request.destroy();
  });
  request.resume();
}

/** What is not HTTP gets the answer of AWS's front: a bare 400, and the connection closed. */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable) return;
  const status =
    error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
