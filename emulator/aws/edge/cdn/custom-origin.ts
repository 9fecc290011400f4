/**
 * An origin that is a web server. Nothing but loopback is ever connected to: a local server by its own address, a domain
 * that this cloud serves itself (API stages, function URLs, websites) at the cloud's address under its own name, and any
 * other domain where the options say that it really is.
 *
 * Gaps: requests to function URLs are not signed, whatever the origin's access control says.
 */
import {
  Agent as HttpAgent,
  request as httpRequest,
  type ClientRequest,
  type IncomingMessage,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Origin } from '@aws-sdk/client-cloudfront';
import type { Clock } from '../../kernel/clock.ts';
import { seconds } from '../../kernel/instant.ts';
import { collect, failureOf, timedOut, unresolved, type OriginAnswer } from './origin-answer.ts';
import type { OriginRequest } from './origin-request.ts';

export interface ServerAddress {
  readonly hostname: string;
  readonly port: number;
  readonly secure: boolean;
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/;
/** Domains that this cloud answers for. */
const OURS = /(?:\.amazonaws\.com|\.on\.aws|\.cloudfront\.net|\.localhost|\.localhost\.localstack\.cloud)$/;

/** @throws OriginFailure for domains that are neither loopback, nor ours, nor mapped to loopback */
export function addressOf(
  origin: Origin,
  viewerScheme: 'http' | 'https',
  mapped: Readonly<Record<string, string>>,
  endpoint: string,
): ServerAddress {
  const domain = (origin.DomainName ?? '').toLowerCase();
  const { OriginProtocolPolicy: policy, HTTPPort = 80, HTTPSPort = 443 } = origin.CustomOriginConfig ?? {};
  const instead = mapped[domain] ?? (OURS.test(domain) ? endpoint : undefined);
  if (instead !== undefined) return loopbackAddress(instead);
  if (!LOOPBACK.test(domain)) throw unresolved();
  const secure = policy === 'https-only' || (policy === 'match-viewer' && viewerScheme === 'https');
  return { hostname: domain, port: secure ? HTTPSPort : HTTPPort, secure };
}

/** @throws OriginFailure for URLs that do not lead to loopback */
export function loopbackAddress(text: string): ServerAddress {
  const url = URL.parse(text);
  if (url === null || !LOOPBACK.test(url.hostname)) throw unresolved();
  const secure = url.protocol === 'https:';
  const hostname = url.hostname.replaceAll(/[[\]]/g, '');
  return { hostname, port: Number(url.port || (secure ? 443 : 80)), secure };
}

/** Where a request for a path goes, its dot segments resolved as whoever answers may resolve them. */
export const urlOf = ({ secure, port }: ServerAddress, { path }: OriginRequest): URL =>
  new URL(`${secure ? 'https' : 'http'}://localhost:${port}${path}`);

const RETRIED = new Set(['GET', 'HEAD']);
/** Connection-level headers of an answer, which end at the edge. */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'trailer', 'upgrade', 'via']);

/** Connections to origins, kept open between requests. */
export class OriginConnections {
  readonly #clock: Clock;
  readonly #plain = new HttpAgent({ keepAlive: true, maxSockets: 256 });
  /** Local servers have certificates that nobody has signed. */
  readonly #secure = new HttpsAgent({ keepAlive: true, maxSockets: 256, rejectUnauthorized: false });

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws OriginFailure */
  async request(
    address: ServerAddress,
    origin: Origin,
    request: OriginRequest,
    body: Readable | undefined,
    most: number,
  ): Promise<OriginAnswer> {
    const attempts = body === undefined && RETRIED.has(request.method) ? (origin.ConnectionAttempts ?? 3) : 1;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#once(address, origin, request, body, most);
      } catch (error) {
        if (attempt >= attempts) throw failureOf(error);
      }
    }
  }

  close(): void {
    this.#plain.destroy();
    this.#secure.destroy();
  }

  async #once(
    address: ServerAddress,
    origin: Origin,
    request: OriginRequest,
    body: Readable | undefined,
    most: number,
  ): Promise<OriginAnswer> {
    const { hostname, port, secure } = address;
    const { method, path, query, headers } = request;
    const target = { hostname, port, method, path: query === '' ? path : `${path}?${query}`, headers };
    const outgoing = secure
      ? httpsRequest({ ...target, agent: this.#secure, servername: hostname })
      : httpRequest({ ...target, agent: this.#plain });
    const response = await this.#response(outgoing, origin, body);
    const length = response.headers['content-length'];
    const whole = await collect(response, length === undefined ? undefined : Number(length), most);
    return {
      status: response.statusCode ?? 502,
      headers: headersOf(response),
      setCookies: response.headers['set-cookie'] ?? [],
      body: whole,
    };
  }

  #response(
    outgoing: ClientRequest,
    { ConnectionTimeout: connect = 10, CustomOriginConfig: custom }: Origin,
    body: Readable | undefined,
  ): Promise<IncomingMessage> {
    const connecting = this.#clock.wallTimer(seconds(connect), () =>
      outgoing.destroy(timedOut('OriginConnectError')),
    );
    outgoing.setTimeout(seconds(custom?.OriginReadTimeout ?? 30), () =>
      outgoing.destroy(timedOut('OriginReadError')),
    );
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      outgoing.once('socket', (socket) => {
        if (socket.connecting) socket.once('connect', connecting);
        else connecting();
      });
      outgoing.once('response', resolve);
      outgoing.once('error', reject);
      outgoing.once('close', connecting);
    });
    if (body === undefined) outgoing.end();
    else pipeline(body, outgoing).catch((error: unknown) => outgoing.destroy(failureOf(error)));
    return answered;
  }
}

function headersOf(response: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    if (value === undefined || name === 'set-cookie' || HOP_BY_HOP.has(name)) continue;
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}
