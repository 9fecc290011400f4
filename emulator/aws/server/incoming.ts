/** Requests of node:http and node:http2 as the protocols see them: both in HTTP/1.1's form. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import type { WireConnection, WireRequest } from '../wire/message.ts';
import { onceRead } from '../wire/once-read.ts';

/** A request and the response to it, of either protocol. */
export type Exchanged =
  | readonly [IncomingMessage, ServerResponse]
  | readonly [Http2ServerRequest, Http2ServerResponse];

/**
 * The interim `100 Continue` goes out when somebody begins to read the body: who is refused before is not asked for it.
 *
 * @param onBody is told when that is
 */
export const toWire = (
  exchanged: Exchanged,
  expectsContinue: boolean,
  onBody: () => void = () => undefined,
): WireRequest => new IncomingRequest(exchanged, expectsContinue, onBody);

/** A class, because getters made anew for every request cost more than all the rest of this. */
class IncomingRequest implements WireRequest {
  readonly #request: Exchanged[0];
  readonly #response: Exchanged[1];
  readonly #socket: Socket;
  readonly #onBody: () => void;
  #awaited: boolean;
  #wanted = false;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Record<string, string>;
  readonly sourceIp: string;
  readonly localAddress: string;
  readonly secure: boolean;

  constructor([request, response]: Exchanged, expectsContinue: boolean, onBody: () => void) {
    const target = originForm(request.url ?? '/');
    const mark = target.indexOf('?');
    const socket = 'stream' in request ? request.stream.session!.socket : request.socket;
    this.#request = request;
    this.#response = response;
    this.#socket = socket;
    this.#onBody = onBody;
    this.#awaited = expectsContinue;
    this.method = request.method ?? 'GET';
    this.path = mark < 0 ? target : target.slice(0, mark);
    this.query = mark < 0 ? '' : target.slice(mark + 1);
    this.headers = 'stream' in request ? plainHeaders(request) : joinedHeaders(request);
    this.sourceIp = plainAddress(socket.remoteAddress);
    this.localAddress = plainAddress(socket.localAddress);
    this.secure = 'encrypted' in socket;
  }

  get rawHeaders(): readonly string[] {
    return 'stream' in this.#request ? rawHeaders(this.#request) : this.#request.rawHeaders;
  }

  get body(): Readable {
    if (this.#awaited) this.#continueOnceRead();
    if (!this.#wanted) this.#onBody();
    this.#wanted = true;
    return this.#request;
  }

  #continueOnceRead(): void {
    this.#awaited = false;
    const response = this.#response;
    onceRead(this.#request, () => {
      if (!response.headersSent) response.writeContinue();
    });
  }

  get connection(): WireConnection {
    return connectionOf(this.#socket, this.#request.httpVersion, this.#response.closed);
  }

  readonly onHangUp = (told: () => void): (() => void) => {
    if (this.#response.closed) queueMicrotask(told);
    this.#response.once('close', told);
    return () => this.#response.off('close', told);
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

/**
 * Node joins what is sent twice by `, `. Signers join by `,`, and that is how S3 keeps metadata that comes in pieces.
 */
function joinedHeaders({ headers, rawHeaders: raw }: IncomingMessage): Record<string, string> {
  const joined = headers as Record<string, string>;
  if (Object.keys(joined).length === raw.length / 2) return joined;
  const values = new Map<string, string[]>();
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i]!.toLowerCase();
    if (name.startsWith('x-amz-')) values.set(name, [...(values.get(name) ?? []), raw[i + 1]!]);
  }
  for (const [name, pieces] of values) joined[name] = pieces.join(',');
  return joined;
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
const plainAddress = (address = ''): string =>
  address.startsWith(MAPPED) ? address.slice(MAPPED.length) : address;

const MAPPED = '::ffff:';

/** Proxies may send the absolute form; what counts is from the path on. */
function originForm(target: string): string {
  if (target.startsWith('/')) return target;
  const absolute = /^https?:\/\/[^/?]*/i.exec(target);
  if (absolute === null) return target;
  const rest = target.slice(absolute[0].length);
  return rest.startsWith('/') ? rest : `/${rest}`;
}
