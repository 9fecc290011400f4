/**
 * A request and an answer as they are on the wire, before any protocol has looked at them. The path and the query stay
 * exactly as sent: S3 keys may hold `..`, `//` and `%2F`, and signatures cover the raw bytes.
 */
import type { Readable } from 'node:stream';

export interface WireRequest {
  /** As sent, upper-case. */
  readonly method: string;
  /** The raw, still percent-encoded path: everything of the target before `?`. */
  readonly path: string;
  /** The raw query without its `?`; empty when there is none. */
  readonly query: string;
  /** Lower-case names; repeated headers joined by `, ` (`set-cookie` never occurs in requests). */
  readonly headers: Readonly<Record<string, string>>;
  /** Names and values in turn, as sent: for those who pass headers on. Absent from requests that were changed. */
  readonly rawHeaders?: readonly string[];
  /** The body, unread unless `bytes` is set. */
  readonly body: Readable;
  /** The body once it has been read whole (body.ts); `body` is spent then. */
  readonly bytes?: Uint8Array;
  /** The peer's address: `127.0.0.1`. */
  readonly sourceIp: string;
  /** The address it was sent to. */
  readonly localAddress: string;
  /** Whether it came over TLS. */
  readonly secure: boolean;
  /** What is known of the connection. Absent from requests that no listener took. */
  readonly connection?: WireConnection;
  /** Tells when the client goes away before it has its answer; returns how to stop listening. For long waits. */
  readonly onHangUp?: (told: () => void) => () => void;
}

/** The connection a request came on, at the moment it is looked at. */
export interface WireConnection {
  /** `1.1`, `2.0` */
  readonly httpVersion: string;
  readonly sourcePort: number;
  /** As OpenSSL and IANA call them: `TLSv1.3`, `TLS_AES_128_GCM_SHA256`. */
  readonly tls: { readonly protocol: string; readonly cipher: string } | undefined;
  /** Whether the client has gone. */
  readonly closed: boolean;
}

/** Bytes to send: text, a buffer, or a stream that is piped and destroyed with the connection. */
export type WireBody = string | Uint8Array | Readable;

export interface WireResponse {
  readonly status: number;
  /** Lower-case names. A missing `content-length` with a text or buffer body is filled in by the server. */
  readonly headers: Record<string, string | string[]>;
  readonly body?: WireBody;
}

/** The request with other headers. Its body stays untouched: looking at it is what asks a waiting client to send it. */
export function withHeaders(request: WireRequest, headers: WireRequest['headers']): WireRequest {
  const { method, path, query, bytes, sourceIp, localAddress, secure, onHangUp } = request;
  return {
    method,
    path,
    query,
    headers,
    sourceIp,
    localAddress,
    secure,
    ...(bytes !== undefined && { bytes }),
    ...(onHangUp !== undefined && { onHangUp }),
    get body() {
      return request.body;
    },
  };
}
