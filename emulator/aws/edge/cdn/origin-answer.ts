/** What an origin sends back, or why nothing came. */
import { Readable } from 'node:stream';
import type { Headers } from './copy.ts';
import { ORIGIN_CLOSED, ORIGIN_UNREACHABLE, ORIGIN_UNRESOLVED } from './pages.ts';

export interface OriginAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly setCookies: readonly string[];
  /** Whole, or still coming when it is larger than what is held in memory. */
  readonly body: Buffer | Readable;
}

/** An origin that cannot be reached, or does not answer in HTTP, or not in time; a function before it that fails. */
export class OriginFailure extends Error {
  readonly status: 502 | 503 | 504;
  readonly explanation: string;
  /** The access log's word for it. */
  readonly detail: string;

  constructor(status: 502 | 503 | 504, explanation: string, detail: string) {
    super(detail);
    this.name = 'OriginFailure';
    this.status = status;
    this.explanation = explanation;
    this.detail = detail;
  }
}

export const unresolved = (): OriginFailure => new OriginFailure(502, ORIGIN_UNRESOLVED, 'OriginDnsError');
export const timedOut = (detail: 'OriginConnectError' | 'OriginReadError'): OriginFailure =>
  new OriginFailure(504, ORIGIN_CLOSED, detail);

/** The failure behind an error of Node's HTTP client. */
export function failureOf(error: unknown): OriginFailure {
  if (error instanceof OriginFailure) return error;
  const { code = '' } = error as NodeJS.ErrnoException;
  if (code === 'HPE_HEADER_OVERFLOW') {
    return new OriginFailure(502, ORIGIN_UNREACHABLE, 'OriginHeaderTooBigError');
  }
  if (code.startsWith('HPE_'))
    return new OriginFailure(502, ORIGIN_UNREACHABLE, 'OriginInvalidResponseError');
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return unresolved();
  if (code === 'ECONNRESET') return new OriginFailure(502, ORIGIN_CLOSED, 'OriginCommError');
  return new OriginFailure(502, ORIGIN_UNREACHABLE, 'OriginConnectError');
}

/**
 * Takes a body in whole if it has at most `most` bytes.
 *
 * @param length the length that was announced, if one was
 * @returns the bytes, or a stream of all of them
 */
export async function collect(
  source: Readable,
  length: number | undefined,
  most: number,
): Promise<Buffer | Readable> {
  if (length !== undefined && length > most) return source;
  const chunks: Buffer[] = [];
  let size = 0;
  const reader = (source as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  for (let next = await reader.next(); next.done !== true; next = await reader.next()) {
    chunks.push(next.value);
    size += next.value.length;
    if (size > most) return Readable.from(chained(chunks, reader), { objectMode: false });
  }
  return Buffer.concat(chunks, size);
}

async function* chained(chunks: readonly Buffer[], rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield* chunks;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}
