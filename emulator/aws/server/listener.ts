/**
 * The cloud's listener: node:http, raw requests in, raw answers out. Frameworks that build a `Request` rewrite dot
 * segments of the path, which changes S3 keys and breaks signatures, and halve the speed of large uploads; so nothing
 * stands between the socket and the protocols here.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createModernServer, type ServerHttp2Session } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { type Duplex, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Clock } from '../kernel/clock.ts';
import { FileStream } from '../kernel/file-reading.ts';
import { SafelightError } from '../kernel/safelight-error.ts';
import type { WireRequest, WireResponse } from '../wire/message.ts';
import { Departures } from './departures.ts';
import { toWire, type Exchanged } from './incoming.ts';
import type { Credentials } from './tls/certificate-authority.ts';
import { BodyWatch } from './stalled-body.ts';
import { openDoor, type Door } from './tls/door.ts';

/** Answers a request; never throws for a client's mistake. */
export type WireHandler = (request: WireRequest) => Promise<WireResponse>;

export interface ListenerOptions {
  readonly clock: Clock;
  readonly host: string;
  /** 0 picks a free port. */
  readonly port: number;
  /** What to show to TLS clients that ask for a host; they come to the same port. */
  readonly credentialsFor: (name: string) => Credentials;
  /** Whether a host is served over HTTP/2 too. */
  readonly speaksHttp2: (name: string) => boolean;
  /** How long clients may be silent. */
  readonly patience?: Patience;
}

/** Wall milliseconds. */
interface Patience {
  /** From the opening of a connection, or the first byte of a request, to the end of its headers. */
  readonly headers: number;
  /** Without a byte of a body that was announced. */
  readonly body: number;
}

export interface Listener {
  readonly host: string;
  readonly port: number;
  /** Stops taking connections, lets answers under way finish within `grace` wall milliseconds, then cuts the rest. */
  close(grace: number): Promise<void>;
}

/** Larger than any header section AWS accepts, so that the refusal can be AWS's own. */
const MAX_HEADER_BYTES = 64 * 1024;
/** Requests under way on one HTTP/2 connection, as CloudFront announces. */
const MAX_STREAMS = 128;
/** Node's own limit of 128 would reset streams that AWS answers. */
const MAX_HEADER_PAIRS = 2_000;
const PATIENCE: Patience = { headers: 20_000, body: 20_000 };
/** What HTTP/2 has no place for. */
const CONNECTION_HEADERS = ['connection', 'keep-alive', 'transfer-encoding', 'upgrade'];
/**
 * A body of up to so many bytes leaves as one text with its head: one string is written with less ado than a string and a
 * buffer, as long as copying it does not cost more (Node 24.21, measured 2026-11-30: 0.6 µs less at 1 KiB, 0.1 at 4 KiB).
 */
const MAX_TEXT_BYTES = 4 * 1024;
/** How much of an unread body is taken in after the answer, so that the client gets to read it. */
const MAX_DRAIN_BYTES = 16 * 1024 * 1024;

/**
 * Starts listening.
 *
 * @throws SafelightError ERR_PORT_IN_USE, ERR_CANNOT_LISTEN
 */
export async function listen(handler: WireHandler, options: ListenerOptions): Promise<Listener> {
  const { clock, patience = PATIENCE } = options;
  const server = createServer({
    maxHeaderSize: MAX_HEADER_BYTES,
    keepAliveTimeout: 65_000,
    headersTimeout: patience.headers,
    // A large body may take hours, as long as it goes on.
    requestTimeout: 0,
    connectionsCheckingInterval: patience.headers / 4,
  });
  const sessions = new Set<ServerHttp2Session>();
  const modern = createModernServer({
    settings: { maxConcurrentStreams: MAX_STREAMS },
    maxHeaderListPairs: MAX_HEADER_PAIRS,
  });
  const watch = new BodyWatch(clock, patience.body);
  const departures = new Departures();
  const plain: Arrival = { watch, departures, expectsContinue: false };
  const hesitant: Arrival = { watch, departures, expectsContinue: true };
  for (const either of [server, modern]) {
    either.on('request', (...exchanged: Exchanged) => void respond(handler, exchanged, plain));
    either.on('checkContinue', (...exchanged: Exchanged) => void respond(handler, exchanged, hesitant));
  }
  server.on('clientError', refuseMalformed);
  modern.on('session', (session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
    session.on('error', () => session.destroy());
  });
  const door = openDoor(server, {
    credentialsFor: options.credentialsFor,
    speaksHttp2: options.speaksHttp2,
    patience: patience.headers,
    acceptHttp2: (socket) => modern.emit('connection', socket),
  });
  await bound(server, options);
  const { port } = server.address() as AddressInfo;
  return {
    host: options.host,
    port,
    close: (grace) => shut({ server, sessions, door }, options.clock, grace),
  };
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

interface Open {
  readonly server: Server;
  readonly sessions: ReadonlySet<ServerHttp2Session>;
  readonly door: Door;
}

async function shut({ server, sessions, door }: Open, clock: Clock, grace: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  door.close();
  for (const session of sessions) session.close();
  const cancel = clock.wallTimer(grace, () => door.cut());
  await closed;
  cancel();
}

interface Arrival {
  readonly watch: BodyWatch;
  readonly departures: Departures;
  readonly expectsContinue: boolean;
}

async function respond(handler: WireHandler, exchanged: Exchanged, arrival: Arrival): Promise<void> {
  const [request, response] = exchanged;
  const { watch, departures, expectsContinue } = arrival;
  const watchBody = (): void => {
    if (!('stream' in request) && hasBody(request)) watch.add(request, response as ServerResponse);
  };
  try {
    const answer = await handler(toWire(exchanged, expectsContinue, watchBody));
    if ('stream' in request) for (const name of CONNECTION_HEADERS) delete answer.headers[name];
    if (!(answer.body instanceof Readable)) await departures.next();
    // Their methods are the same; that they belong to one another, the compiler has to be told.
    await send([request as IncomingMessage, response as ServerResponse], answer, watch);
  } catch {
    // What was refused because its body stopped has had its answer.
    if (response.writableEnded) return;
    // The handler answers everything it can; what is left is a connection that broke while bytes were under way.
    if ('stream' in response) response.stream.destroy();
    else response.destroy();
  }
}

async function send(
  [request, response]: readonly [IncomingMessage, ServerResponse],
  answer: WireResponse,
  watch: BodyWatch,
): Promise<void> {
  const { status, headers, body } = answer;
  const unread = !request.readableEnded && hasBody(request);
  if (unread && !('stream' in request)) {
    headers['connection'] = 'close';
    linger(request, response);
    watch.add(request, response);
  }
  if (body instanceof Readable) {
    response.writeHead(status, dispositionFirst(headers));
    if (request.method === 'HEAD') {
      body.destroy();
      response.end();
    } else if (body instanceof FileStream) await body.sendTo(response);
    else await pipeline(body, response);
  } else {
    if (request.method !== 'HEAD' && status !== 204 && status !== 304 && !('transfer-encoding' in headers)) {
      headers['content-length'] ??= String(lengthOf(body));
    }
    response.writeHead(status, dispositionFirst(headers));
    if (request.method === 'HEAD' || body === undefined) response.end();
    else if (typeof body !== 'string' && body.length <= MAX_TEXT_BYTES) response.end(asText(body), 'latin1');
    else response.end(body);
  }
  if (unread) drain(request);
}

/**
 * Node decodes a `Content-Disposition` that follows a `Content-Length`, and then finds characters in it that no header
 * can carry (nodejs/node#46528).
 */
function dispositionFirst(headers: WireResponse['headers']): WireResponse['headers'] {
  const disposition = headers['content-disposition'];
  return disposition === undefined ? headers : { 'content-disposition': disposition, ...headers };
}

/** A character for each byte, which `latin1` makes bytes of again. */
const asText = ({ buffer, byteOffset, length }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, length).toString('latin1');

const lengthOf = (body: string | Uint8Array | undefined): number =>
  typeof body === 'string' ? Buffer.byteLength(body) : (body?.length ?? 0);

const hasBody = (request: IncomingMessage): boolean =>
  request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;

/**
 * Lets a connection that closes with its answer stay until the body that nobody read has come: Node closes it as soon as
 * the answer is out, and what the client sends then meets a reset, which keeps it from reading the answer.
 */
function linger(request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request;
  const close = socket.destroySoon.bind(socket);
  socket.destroySoon = () => (request.complete ? close() : socket.end());
  request.once('end', () => {
    if (response.writableEnded) close();
  });
}

/** Takes in the rest of a refused body, up to a limit. */
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
function refuseMalformed({ code = '' }: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable) return;
  const status =
    code === 'HPE_HEADER_OVERFLOW'
      ? '431 Request Header Fields Too Large'
      : code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? '408 Request Timeout'
        : '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
