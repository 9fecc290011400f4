/** Raw requests, for what the SDK cannot send. */
import { Readable } from 'node:stream';
import type { WireRequest } from '../message.ts';

export interface RequestParts {
  readonly method?: string;
  readonly path?: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** In one chunk, or in those of the list. */
  readonly body?: string | Uint8Array | readonly Uint8Array[];
}

const chunksOf = (body: NonNullable<RequestParts['body']>): readonly Uint8Array[] => {
  if (Array.isArray(body)) return body as readonly Uint8Array[];
  return body.length === 0 ? [] : [Buffer.from(body as string | Uint8Array)];
};

export const rawRequest = ({
  method = 'GET',
  path = '/',
  query = '',
  headers = {},
  body = '',
}: RequestParts = {}): WireRequest => ({
  method,
  path,
  query,
  headers: { host: '127.0.0.1:4566', ...headers },
  body: Readable.from(chunksOf(body)),
  sourceIp: '127.0.0.1',
  localAddress: '127.0.0.1',
  secure: false,
});
