/** Requests of node:http and node:http2 as the protocols see them: both in HTTP/1.1's form. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { WireConnection, WireRequest } from '../wire/message.ts';

/** A request and the response to it, of either protocol. */
export type Exchanged =
  | readonly [IncomingMessage, ServerResponse]
  | readonly [Http2ServerRequest, Http2ServerResponse];

/**
 * The interim `100 Continue` goes out when somebody first wants the body.
 *
 * @param onBody is told when that is
 */
export function toWire(
  [request, response]: Exchanged,
  expectsContinue: boolean,
  onBody: () => void = () => undefined,
): WireRequest {
  const target = originForm(request.url ?? '/');
  const mark = target.indexOf('?');
  const socket = 'stream' in request ? request.stream.session!.socket : request.socket;
  let awaited = expectsContinue;
  let wanted = false;
  return {
    method: request.method ?? 'GET',
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? '' : target.slice(mark + 1),
    headers: 'stream' in request ? plainHeaders(request) : (request.headers as Record<string, string>),
    rawHeaders: 'stream' in request ? rawHeaders(request) : request.rawHeaders,
    get body() {
      if (awaited) response.writeContinue();
      awaited = false;
      if (!wanted) onBody();
      wanted = true;
      return request;
    },
    sourceIp: plainAddress(socket.remoteAddress),
    localAddress: plainAddress(socket.localAddress),
    secure: 'encrypted' in socket,
    get connection() {
      return connectionOf(socket, request.httpVersion, response.closed);
    },
    onHangUp(told) {
      if (response.closed) queueMicrotask(told);
      response.once('close', told);
      return () => response.off('close', told);
    },
  };
}

function connectionOf(socket: Socket, httpVersion: string, closed: boolean): WireConnection {
  const secured = 'encrypted' in socket ? (socket as TLSSocket) : undefined;
  return {
    httpVersion,
    closed,
    sourcePort: socket.remotePort ?? 0,
    tls:
      secured === undefined
        ? undefined
        : { protocol: secured.getProtocol() ?? '', cipher: secured.getCipher().standardName },
  };
}

/** HTTP/2 names the host in a pseudo-header, and needs neither a length nor chunks to send a body. */
function plainHeaders(request: Http2ServerRequest): Record<string, string> {
  const headers: Record<string, string> = { host: request.authority };
  for (const [name, value] of Object.entries(request.headers)) {
    if (!name.startsWith(':') && value !== undefined) headers[name] = String(value);
  }
  if (!request.stream.endAfterHeaders && headers['content-length'] === undefined) {
    headers['transfer-encoding'] = 'chunked';
  }
  return headers;
}

function rawHeaders({ rawHeaders: raw, authority }: Http2ServerRequest): readonly string[] {
  const headers = ['host', authority];
  for (let i = 0; i < raw.length; i += 2) {
    if (!raw[i]!.startsWith(':')) headers.push(raw[i]!, raw[i + 1]!);
  }
  return headers;
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
