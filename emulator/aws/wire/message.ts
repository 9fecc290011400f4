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
  /** Lower-case names; repeated headers joined by `, `, those of AWS by `,` (`set-cookie` never occurs in requests). */
  readonly headers: Readonly<Record<string, string>>;
  /** Names and values in turn, as sent: for those who pass headers on. Absent from requests that were changed. */
  readonly rawHeaders?: readonly string[] | undefined;
  /** The body, unread unless `bytes` is set. */
  readonly body: Readable;
  /** The body once it has been read whole (body.ts); `body` is spent then. */
  readonly bytes?: Uint8Array | undefined;
  /** The peer's address: `127.0.0.1`. */
  readonly sourceIp: string;
  /** The address it was sent to. */
  readonly localAddress: string;
  /** Whether it came over TLS. */
  readonly secure: boolean;
  /** What is known of the connection. Absent from requests that no listener took. */
  readonly connection?: WireConnection | undefined;
  /** Tells when the client goes away before it has its answer; returns how to stop listening. For long waits. */
  readonly onHangUp?: ((told: () => void) => () => void) | undefined;
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

/** A request whose body has been read whole. */
export interface WholeRequest extends WireRequest {
  readonly bytes: Uint8Array;
}

/** What is put in the place of a request's own. */
type Changes = Partial<Pick<WireRequest, 'headers' | 'body' | 'bytes'>>;

/**
 * The request with other headers or another body. What it does not change stays untouched: looking at the body is what
 * asks a waiting client to send it.
 */
export const changedRequest = (request: WireRequest, changes: Changes): WireRequest =>
  new ChangedRequest(request, changes);

/** The request with the body it brought. */
export const withBytes = (request: WireRequest, bytes: Uint8Array): WholeRequest =>
  new ChangedRequest(request, { bytes }) as WholeRequest;

class ChangedRequest implements WireRequest {
  readonly #original: WireRequest;
  readonly #body: WireRequest['body'] | undefined;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: WireRequest['headers'];
  readonly bytes: Uint8Array | undefined;
  readonly sourceIp: string;
  readonly localAddress: string;
  readonly secure: boolean;

  constructor(original: WireRequest, { headers, body, bytes }: Changes) {
    this.#original = original;
    this.#body = body;
    this.method = original.method;
    this.path = original.path;
    this.query = original.query;
    this.headers = headers ?? original.headers;
    this.bytes = bytes ?? original.bytes;
    this.sourceIp = original.sourceIp;
    this.localAddress = original.localAddress;
    this.secure = original.secure;
  }

  get body(): WireRequest['body'] {
    return this.#body ?? this.#original.body;
  }

  get rawHeaders(): WireRequest['rawHeaders'] {
    return this.headers === this.#original.headers ? this.#original.rawHeaders : undefined;
  }

  get connection(): WireConnection | undefined {
    return this.#original.connection;
  }

  get onHangUp(): WireRequest['onHangUp'] {
    return this.#original.onHangUp;
  }
}
