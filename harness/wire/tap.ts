/**
 * Listens to what a piece of work sends and gets back, whatever client it uses: the SDK and `node:http` speak through one
 * client of Node's, `fetch` through another, and both tell of it on their diagnostics channels. What is not part of the
 * work, a worker that polls beside it, is told apart by the context that Node keeps for asynchronous calls.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage, OutgoingHttpHeader } from 'node:http';
import type { Exchange } from './exchange.ts';
import { wireBody } from './wire-body.ts';

interface Tapping {
  readonly exchanges: Growing[];
}

/** An exchange that is still under way. */
interface Growing {
  readonly at: number;
  readonly method: string;
  url: string;
  requestHeaders: Record<string, string>;
  readonly sent: Uint8Array[];
  readonly received: Uint8Array[];
  status?: number;
  responseHeaders: Record<string, string>;
  broken?: string;
}

const tapping = new AsyncLocalStorage<Tapping | undefined>();

interface Tapped {
  /** In the order in which they were begun. */
  exchanges(): readonly Exchange[];
}

/** Does something and listens. What was heard can be asked for at any time. */
export function tapped<T>(act: (tap: Tapped) => Promise<T>): Promise<T> {
  listen();
  const tap: Tapping = { exchanges: [] };
  return tapping.run(tap, () => act({ exchanges: () => tap.exchanges.map(finished) }));
}

/** Does something that nobody who listens now is to hear. */
export const untapped = <T>(act: () => Promise<T>): Promise<T> => tapping.run(undefined, act);

function finished({ at, method, url, ...growing }: Growing): Exchange {
  const { requestHeaders, sent, received, status, responseHeaders, broken } = growing;
  return {
    at,
    method,
    url,
    request: { headers: requestHeaders, body: wireBody(sent) },
    ...(status !== undefined && {
      response: { status, headers: responseHeaders, body: wireBody(received) },
    }),
    ...(broken !== undefined && { broken }),
  };
}

let listening = false;

function listen(): void {
  if (listening) return;
  listening = true;
  listenToHttp();
  listenToFetch();
}

const begin = (method: string, url: string): Growing => ({
  at: Date.now(),
  method,
  url,
  requestHeaders: {},
  sent: [],
  received: [],
  responseHeaders: {},
});

const bytesOf = (chunk: unknown, encoding?: unknown): Uint8Array | undefined => {
  if (typeof chunk === 'string') return Buffer.from(chunk, encoding as BufferEncoding);
  return chunk instanceof Uint8Array ? chunk : undefined;
};

function listenToHttp(): void {
  const growing = new WeakMap<ClientRequest, Growing>();
  subscribe('http.client.request.created', (message) => {
    const { request } = message as { request: ClientRequest };
    const tap = tapping.getStore();
    if (tap === undefined) return;
    const host = String(request.getHeader('host') ?? request.host);
    const exchange = begin(request.method, `${request.protocol}//${host}${request.path}`);
    growing.set(request, exchange);
    tap.exchanges.push(exchange);
    keepWritten(request, exchange.sent);
  });
  subscribe('http.client.response.finish', (message) => {
    const { request, response } = message as { request: ClientRequest; response: IncomingMessage };
    const exchange = growing.get(request);
    if (exchange === undefined) return;
    exchange.requestHeaders = flat(request.getHeaders());
    exchange.status = response.statusCode ?? 0;
    exchange.responseHeaders = flat(response.headers);
    const push = response.push.bind(response);
    response.push = (chunk: unknown, encoding?: BufferEncoding) => {
      const bytes = bytesOf(chunk, encoding);
      if (bytes !== undefined) exchange.received.push(bytes);
      return push(chunk, encoding);
    };
  });
  subscribe('http.client.request.error', (message) => {
    const { request, error } = message as { request: ClientRequest; error: Error };
    const exchange = growing.get(request);
    if (exchange !== undefined) exchange.broken = error.message;
  });
}

/** What goes into a request on its way out. */
function keepWritten(request: ClientRequest, sent: Uint8Array[]): void {
  const write = request.write.bind(request) as (...given: unknown[]) => boolean;
  const end = request.end.bind(request) as (...given: unknown[]) => ClientRequest;
  const keep = (chunk: unknown, encoding: unknown): void => {
    const bytes = bytesOf(chunk, encoding);
    if (bytes !== undefined) sent.push(bytes);
  };
  let ending = false;
  request.write = (chunk: unknown, ...rest: unknown[]) => {
    // Ending with a chunk writes it, in some of Node's releases through this very method.
    if (!ending) keep(chunk, rest[0]);
    return write(chunk, ...rest);
  };
  request.end = (chunk?: unknown, ...rest: unknown[]) => {
    keep(chunk, rest[0]);
    ending = true;
    return end(chunk, ...rest);
  };
}

const flat = (headers: Readonly<Record<string, OutgoingHttpHeader | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined
        ? []
        : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : String(value)]],
    ),
  );

/** What undici tells of its requests: https://undici.nodejs.org/#/docs/api/DiagnosticsChannel, read 2026-11-28. */
interface FetchRequest {
  readonly method: string;
  readonly origin: string | URL;
  readonly path: string;
  readonly headers: readonly (string | Buffer)[] | string;
}

function listenToFetch(): void {
  const growing = new WeakMap<object, Growing>();
  const on = (name: string, tell: (exchange: Growing, message: never) => void): void =>
    subscribe(`undici:request:${name}`, (message) => {
      const exchange = growing.get((message as { request: object }).request);
      if (exchange !== undefined) tell(exchange, message as never);
    });
  subscribe('undici:request:create', (message) => {
    const { request } = message as { request: FetchRequest };
    const tap = tapping.getStore();
    if (tap === undefined) return;
    const exchange = begin(request.method, `${String(request.origin)}${request.path}`);
    growing.set(request, exchange);
    tap.exchanges.push(exchange);
  });
  on('bodyChunkSent', ({ sent }, { chunk }: { chunk: unknown }) => {
    const bytes = bytesOf(chunk);
    if (bytes !== undefined) sent.push(bytes);
  });
  on('headers', (exchange, { request, response }: { request: FetchRequest; response: FetchAnswer }) => {
    exchange.requestHeaders = pairsOf(request.headers);
    exchange.status = response.statusCode;
    exchange.responseHeaders = pairsOf(response.headers);
  });
  on('bodyChunkReceived', ({ received }, { chunk }: { chunk: Uint8Array }) => void received.push(chunk));
  on('error', (exchange, { error }: { error: Error }) => {
    exchange.broken = error.message;
  });
}

interface FetchAnswer {
  readonly statusCode: number;
  readonly headers: readonly (string | Buffer)[];
}

/** Names and values in turn; older releases of undici keep those of a request as text. */
function pairsOf(headers: readonly (string | Buffer)[] | string): Record<string, string> {
  const flatPairs =
    typeof headers === 'string'
      ? headers.split('\r\n').flatMap((line) => (line === '' ? [] : cut(line)))
      : headers.map(String);
  const pairs: Record<string, string> = {};
  for (let at = 0; at + 1 < flatPairs.length; at += 2) {
    const name = String(flatPairs[at]).toLowerCase();
    const value = String(flatPairs[at + 1]);
    pairs[name] = pairs[name] === undefined ? value : `${pairs[name]}, ${value}`;
  }
  return pairs;
}

const cut = (line: string): readonly [string, string] => {
  const colon = line.indexOf(':');
  return [line.slice(0, colon), line.slice(colon + 1).trim()];
};
