/** A viewer's request as the CDN handles it: what a function may change is changed in a copy. */
import type { Readable } from 'node:stream';
import type { WireRequest } from '../../wire/message.ts';

export interface ViewerRequest {
  readonly method: string;
  /** Percent-encoded, as sent or as a function rewrote it. */
  readonly path: string;
  readonly query: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly scheme: 'http' | 'https';
  /** As the viewer named it, with its port. */
  readonly host: string;
  readonly ip: string;
  readonly port: number;
  /** `1.1`, `2.0` */
  readonly httpVersion: string;
  /** `TLSv1.3:TLS_AES_128_GCM_SHA256:fullHandshake` */
  readonly tls: string | undefined;
  readonly body: Readable | undefined;
  /** The size of the request line and headers. */
  readonly size: number;
}

/** Tells a plain listener that the viewer, or the proxy before it, speaks TLS. */
const SCHEME_HEADER = 'x-safelight-proto';

export function viewerRequest(wire: WireRequest, path: string, host: string): ViewerRequest {
  const { method, query, headers, connection } = wire;
  const { tls } = connection ?? {};
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  return {
    method,
    path,
    query,
    headers,
    scheme: wire.secure || headers[SCHEME_HEADER] === 'https' ? 'https' : 'http',
    host,
    ip: wire.sourceIp,
    port: connection?.sourcePort ?? 0,
    httpVersion: connection?.httpVersion ?? '1.1',
    tls: tls === undefined ? undefined : `${tls.protocol}:${tls.cipher}:fullHandshake`,
    body: hasBody ? wire.body : undefined,
    size: sizeOf(wire),
  };
}

function sizeOf({ method, path, query, headers }: WireRequest): number {
  let size = method.length + path.length + query.length + 12;
  for (const name in headers) size += name.length + headers[name]!.length + 4;
  return size;
}

/** The cookies of a request in order, as name and value. */
export function cookiesOf(header: string | undefined): readonly (readonly [name: string, value: string])[] {
  if (header === undefined) return [];
  return header.split(';').flatMap((part) => {
    const text = part.trim();
    if (text === '') return [];
    const equals = text.indexOf('=');
    return [equals < 0 ? [text, ''] : [text.slice(0, equals), text.slice(equals + 1)]] as const;
  });
}

/** The parameters of a query in order, undecoded: `a`, `a=`, `a=1`. */
export const parametersOf = (query: string): readonly string[] =>
  query === '' ? [] : query.split('&').filter((part) => part !== '');

export const parameterName = (parameter: string): string => {
  const equals = parameter.indexOf('=');
  return equals < 0 ? parameter : parameter.slice(0, equals);
};
