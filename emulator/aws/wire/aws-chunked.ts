/**
 * The `aws-chunked` framing of S3 uploads: chunks with sizes, with or without a signature each, and trailing headers after
 * the last one (s3.md section 2.10). Data passes through as it comes; only lines of framing are ever held. Chunk
 * signatures are checked at each chunk's end, so a reader must not trust what it has got before the stream ends. A
 * trailing header ends in `\r\n`, as SDKs write it, or in `\n\r\n`, as minio-go 7.4.1 does.
 *
 * Gaps: which chunk InvalidChunkSizeError numbers was not captured; it is the short one here, counted from 1.
 */
import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { Readable, Transform, type TransformCallback } from 'node:stream';
import { AwsError } from '../kernel/aws-error.ts';
import type { WireRequest } from './message.ts';
import { throughOnceRead } from './once-read.ts';

/** How the body is framed, and what checks its signatures; both throw what the client is to be told. */
export interface ChunkFraming {
  /** Trailing headers follow the last chunk. */
  readonly trailer: boolean;
  /** Called for each chunk of a signed body, the empty last one included. */
  readonly verifyChunk?: (sha256: string, signature: string) => void;
  /** Called with the trailing headers as `name:value\n` lines. */
  readonly verifyTrailer?: (trailer: string, signature: string) => void;
}

export interface DecodedBody {
  readonly body: Readable;
  /** The trailing headers with lower-case names; complete when the body has ended. */
  readonly trailers: () => Readonly<Record<string, string>>;
}

/**
 * The content of a framed body. Its stream fails with what S3 answers: IncompleteBody, InvalidChunkSizeError,
 * MalformedTrailerError, SignatureDoesNotMatch; and with MissingContentLength where no `x-amz-decoded-content-length` was
 * sent, which S3 looks for only after everything else that the headers say.
 *
 * @throws AwsError InvalidRequest for trailers S3 does not know
 */
export function decodeAwsChunked(request: WireRequest, framing: ChunkFraming): DecodedBody {
  const length = request.headers['x-amz-decoded-content-length'] ?? '';
  if (!/^\d+$/.test(length)) return { body: refusedContent(missingContentLength()), trailers: () => ({}) };
  const decoder = new AwsChunkedDecoder(framing, Number(length), announcedTrailers(request, framing));
  return { body: throughOnceRead(request.body, decoder), trailers: () => decoder.trailers };
}

const KNOWN_TRAILER = /^x-amz-checksum-[a-z0-9]+$/;

function announcedTrailers({ headers }: WireRequest, { trailer }: ChunkFraming): readonly string[] {
  if (!trailer) return [];
  const names = (headers['x-amz-trailer'] ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  if (names.every((name) => KNOWN_TRAILER.test(name))) return names;
  throw new AwsError({
    code: 'InvalidRequest',
    status: 400,
    message: 'The value specified in the x-amz-trailer header is not supported',
  });
}

const LINE_FEED = 0x0a;
/** In bytes: a chunk's head with its signature, or a trailing header. */
const MAX_LINE = 4 * 1024;
const MIN_CHUNK = 8 * 1024;
const HEAD = /^([0-9a-fA-F]{1,13})(?:;chunk-signature=([0-9a-f]{64}))?$/;
const TRAILER_SIGNATURE = 'x-amz-trailer-signature';

type State = 'head' | 'data' | 'data-end' | 'trailer' | 'done';

class AwsChunkedDecoder extends Transform {
  readonly trailers: Record<string, string> = {};
  readonly #framing: ChunkFraming;
  readonly #length: number;
  readonly #announced: readonly string[];
  #state: State = 'head';
  #line = '';
  /** What is left of the current chunk's data. */
  #left = 0;
  #chunk = 0;
  #size = MIN_CHUNK;
  #total = 0;
  #signature = '';
  /** The trailing header read last ended in a line feed alone; the empty line after it is its end and not the body's. */
  #fed = false;
  #hash: Hash | undefined;

  constructor(framing: ChunkFraming, length: number, announced: readonly string[]) {
    super();
    this.#framing = framing;
    this.#length = length;
    this.#announced = announced;
  }

  override _transform(bytes: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    try {
      let at = 0;
      while (at < bytes.length)
        at = this.#state === 'data' ? this.#takeData(bytes, at) : this.#takeLine(bytes, at);
      done();
    } catch (error) {
      done(error as Error);
    }
  }

  override _flush(done: TransformCallback): void {
    if (this.#state !== 'done') done(incompleteBody());
    else done(this.#line === '' ? null : malformedTrailer());
  }

  #takeData(bytes: Buffer, at: number): number {
    const end = Math.min(at + this.#left, bytes.length);
    const data = bytes.subarray(at, end);
    this.#hash?.update(data);
    this.#left -= data.length;
    this.push(data);
    if (this.#left === 0) this.#state = 'data-end';
    return end;
  }

  #takeLine(bytes: Buffer, at: number): number {
    const feed = bytes.indexOf(LINE_FEED, at);
    const end = feed === -1 ? bytes.length : feed;
    this.#line += bytes.toString('latin1', at, end);
    if (this.#line.length > MAX_LINE) throw this.#malformed();
    if (feed === -1) return end;
    const ended = this.#line.endsWith('\r');
    const line = ended ? this.#line.slice(0, -1) : this.#line;
    this.#line = '';
    this.#endLine(line, ended);
    return feed + 1;
  }

  /** @param ended by a carriage return and a line feed, not the latter alone */
  #endLine(line: string, ended: boolean): void {
    switch (this.#state) {
      case 'head':
        this.#startChunk(line);
        break;
      case 'data-end':
        if (line !== '') throw incompleteBody();
        this.#endChunk();
        this.#state = 'head';
        break;
      case 'trailer':
        if (line !== '') this.#addTrailer(line);
        else if (!this.#fed) this.#finish();
        this.#fed = line !== '' && !ended;
        break;
      default:
        throw this.#malformed();
    }
  }

  #startChunk(line: string): void {
    const [, hex = '', signature] = HEAD.exec(line) ?? [];
    if (hex === '' || (signature === undefined) !== (this.#framing.verifyChunk === undefined)) {
      throw incompleteBody();
    }
    const size = Number.parseInt(hex, 16);
    if (size > 0 && this.#size < MIN_CHUNK) throw invalidChunkSize(this.#chunk, this.#size);
    this.#chunk += 1;
    this.#size = size;
    this.#left = size;
    this.#total += size;
    if (this.#total > this.#length) throw incompleteBody();
    this.#signature = signature ?? '';
    this.#hash = signature === undefined ? undefined : createHash('sha256');
    if (size > 0) {
      this.#state = 'data';
    } else {
      this.#endChunk();
      this.#state = 'trailer';
    }
  }

  #endChunk(): void {
    if (this.#hash !== undefined) this.#framing.verifyChunk?.(this.#hash.digest('hex'), this.#signature);
  }

  #addTrailer(line: string): void {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    const expected = this.#announced.includes(name) || (name === TRAILER_SIGNATURE && this.#isSigned);
    if (!expected || this.trailers[name] !== undefined) throw malformedTrailer();
    this.trailers[name] = line.slice(colon + 1).trim();
  }

  #finish(): void {
    if (this.#total !== this.#length) throw incompleteBody();
    if (this.#announced.some((name) => this.trailers[name] === undefined)) throw malformedTrailer();
    if (this.#isSigned && this.#framing.trailer) {
      const { [TRAILER_SIGNATURE]: signature = '', ...signed } = this.trailers;
      const lines = Object.entries(signed).map(([name, value]) => `${name}:${value}\n`);
      this.#framing.verifyTrailer?.(lines.join(''), signature);
      delete this.trailers[TRAILER_SIGNATURE];
    }
    this.#state = 'done';
  }

  get #isSigned(): boolean {
    return this.#framing.verifyTrailer !== undefined;
  }

  #malformed(): AwsError {
    return this.#state === 'trailer' || this.#state === 'done' ? malformedTrailer() : incompleteBody();
  }
}

/** Content of which not a byte can be read. */
const refusedContent = (refusal: AwsError): Readable =>
  new Readable({
    read() {
      this.destroy(refusal);
    },
  });

const missingContentLength = (): AwsError =>
  new AwsError({
    code: 'MissingContentLength',
    status: 411,
    message: 'You must provide the Content-Length HTTP header.',
  });

const incompleteBody = (): AwsError =>
  new AwsError({
    code: 'IncompleteBody',
    status: 400,
    message: 'The request body terminated unexpectedly',
  });

const invalidChunkSize = (chunk: number, size: number): AwsError =>
  new AwsError({
    code: 'InvalidChunkSizeError',
    status: 400,
    message: `Only the last chunk is allowed to have a size less than ${MIN_CHUNK} bytes`,
    details: { Chunk: chunk, BadChunkSize: size },
  });

const malformedTrailer = (): AwsError =>
  new AwsError({
    code: 'MalformedTrailerError',
    status: 400,
    message:
      'The request contained trailing data that was not well-formed or did not conform to our published schema.',
  });
