/**
 * Takes in the body of an object or a part: stages the bytes, computes its MD5 and its checksum as they pass, and
 * compares both with what the request claims. Nothing is held whole unless it is small. Digests are of what was sent,
 * though a customer's key may encipher what is kept.
 *
 * Evidence for the order of refusals and their texts: fact sheet S3 §1.3, §5, §11.5, §11.6; that a chunked transfer is
 * refused: public reports from 2011 to 2026-07.
 */
import { createHash, hash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Blobs, StagedBlob } from '../../kernel/blobs.ts';
import type { Call } from '../../kernel/operation.ts';
import { SMALL_BODY } from '../../wire/body.ts';
import type { BodyDemands } from './body-demands.ts';
import {
  DEFAULT_ALGORITHM,
  digestOf,
  isChecksumValue,
  newDigest,
  type Checksum,
  type ChecksumAlgorithm,
} from './checksums.ts';
import { sealing } from './customer-cipher.ts';
import type { CustomerKey } from './customer-key.ts';
import {
  badContentMd5,
  badDigest,
  contentSha256Mismatch,
  entityTooLarge,
  headerNotImplemented,
  invalidRequest,
  malformedTrailer,
  missingContentLength,
} from './errors.ts';

/** The most that one PUT may bring: 5 GiB. */
export const MOST_PUT_BYTES = 5 * 1024 ** 3;

/** How a mismatch of Content-MD5 spells the digest it expected. */
type DigestSpelling = 'hex' | 'base64';

export interface ReceivedBody {
  readonly blob: StagedBlob;
  /** Lower-case hex. */
  readonly md5: string;
  readonly checksum: Checksum;
  /** The value of the second algorithm, where one was asked for. */
  readonly also?: string;
}

export type BodySource = Readable | Uint8Array | string | undefined;

export interface Reception {
  /** Whose body it is; its trailing headers are complete once the body has ended. */
  readonly call: Call;
  readonly demands: BodyDemands;
  /** In bytes; undefined when it will only be known at the end. */
  readonly length: number | undefined;
  readonly spelling: DigestSpelling;
  /** Another algorithm to compute on the way, beside the one that the request claims. */
  readonly second?: ChecksumAlgorithm | undefined;
  /** The customer's, under which the bytes are kept. */
  readonly key?: CustomerKey | undefined;
}

/**
 * The caller adopts the blob or discards it.
 *
 * @throws AwsError EntityTooLarge, XAmzContentSHA256Mismatch, BadDigest, InvalidRequest
 */
export async function receiveBody(source: BodySource, reception: Reception): Promise<ReceivedBody> {
  const { demands, length, second, key } = reception;
  const { blobs } = reception.call.kernel;
  const algorithm = demands.algorithm ?? DEFAULT_ALGORITHM;
  const bytes = await inMemory(source, length);
  if (bytes !== undefined) checkSha256(bytes, reception.call);
  const taken =
    bytes === undefined
      ? await streamed(blobs, source as Readable, algorithm, second, key, isSpent(source, reception.call))
      : await gathered(blobs, bytes, algorithm, second, key);
  try {
    checkMd5(taken.md5, reception);
    checkChecksum(algorithm, taken.value, reception);
  } catch (error) {
    blobs.discard(taken.blob);
    throw error;
  }
  const { blob, md5, value, also } = taken;
  return {
    blob,
    md5,
    checksum: { algorithm, type: 'FULL_OBJECT', value },
    ...(also !== undefined && { also }),
  };
}

/** Takes in bytes that S3 already has, for a copy of them. */
export async function copyBody(
  source: Uint8Array | Readable,
  algorithm: ChecksumAlgorithm | undefined,
  { kernel }: Call,
  key?: CustomerKey,
): Promise<ReceivedBody> {
  const chosen = algorithm ?? DEFAULT_ALGORITHM;
  const { blob, md5, value } =
    source instanceof Readable
      ? await streamed(kernel.blobs, source, chosen, undefined, key)
      : await gathered(kernel.blobs, source, chosen, undefined, key);
  return { blob, md5, checksum: { algorithm: chosen, type: 'FULL_OBJECT', value } };
}

/** The body where it is small or already there: one-shot digests are faster than streaming ones. */
async function inMemory(source: BodySource, length: number | undefined): Promise<Uint8Array | undefined> {
  if (!(source instanceof Readable)) {
    return typeof source === 'string' ? Buffer.from(source) : (source ?? new Uint8Array(0));
  }
  return length === undefined || length > SMALL_BODY ? undefined : gather(source);
}

/**
 * The body's length as the request states it; undefined for calls between services. S3 takes chunks only as its own
 * framing has them, whose length is announced beside them.
 *
 * @throws AwsError MissingContentLength, NotImplemented, EntityTooLarge
 */
export function announcedLength({ wire }: Call): number | undefined {
  if (wire === undefined) return undefined;
  const { headers } = wire;
  const framed = headers['x-amz-content-sha256']?.startsWith('STREAMING-') === true;
  if (headers['transfer-encoding'] !== undefined && !framed) throw headerNotImplemented('Transfer-Encoding');
  const text = headers['x-amz-decoded-content-length'] ?? headers['content-length'];
  if (text === undefined) throw missingContentLength();
  const length = Number(text);
  if (length > MOST_PUT_BYTES) throw entityTooLarge(length, MOST_PUT_BYTES);
  return length;
}

/** Reads to the end by events; an async iterator costs a promise per chunk. */
function gather(source: Readable): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    source.on('data', (chunk: Buffer) => chunks.push(chunk));
    source.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    source.on('error', reject);
    source.on('close', () => {
      if (!source.readableEnded) reject(brokenOff());
    });
    if (source.destroyed) reject(source.errored ?? brokenOff());
  });
}

/** What the pipeline takes for a connection that went away. */
const brokenOff = (): Error => Object.assign(new Error('the body broke off'), { code: 'ECONNRESET' });

/**
 * Whether the chunks are nobody's but the stream's, as those are that come off the wire. A stream of objects gives on what
 * somebody has: a body that was read whole to be looked at.
 */
const isSpent = (source: BodySource, { wire }: Call): boolean =>
  wire !== undefined && source instanceof Readable && !source.readableObjectMode;

interface Taken {
  readonly blob: StagedBlob;
  readonly md5: string;
  readonly value: string;
  readonly also: string | undefined;
}

async function gathered(
  blobs: Blobs,
  bytes: Uint8Array,
  algorithm: ChecksumAlgorithm,
  second?: ChecksumAlgorithm,
  key?: CustomerKey,
): Promise<Taken> {
  const blob = await blobs.stage(bytes, undefined, sealing(key));
  return {
    blob,
    md5: hash('md5', bytes, 'hex'),
    value: digestOf(algorithm, bytes),
    also: second && digestOf(second, bytes),
  };
}

async function streamed(
  blobs: Blobs,
  source: Readable,
  algorithm: ChecksumAlgorithm,
  second?: ChecksumAlgorithm,
  key?: CustomerKey,
  spent?: boolean,
): Promise<Taken> {
  const md5 = createHash('md5');
  const digest = newDigest(algorithm);
  const other = second && newDigest(second);
  let size = 0;
  const observe = (chunk: Uint8Array): void => {
    size += chunk.length;
    if (size > MOST_PUT_BYTES) throw entityTooLarge(size, MOST_PUT_BYTES);
    md5.update(chunk);
    digest.update(chunk);
    other?.update(chunk);
  };
  const blob = await blobs.stage(source, observe, sealing(key), spent);
  return { blob, md5: md5.digest('hex'), value: digest.value(), also: other?.value() };
}

/** Whether the body is the one that was signed; larger ones were checked on their way here. */
function checkSha256(bytes: Uint8Array, { authentication }: Call): void {
  if (authentication?.payload.kind !== 'sha256') return;
  const { hex } = authentication.payload;
  const computed = hash('sha256', bytes, 'hex');
  if (computed !== hex) throw contentSha256Mismatch(hex, computed);
}

function checkMd5(computed: string, { demands, spelling }: Reception): void {
  const { contentMd5 } = demands;
  if (contentMd5 === undefined) return;
  const expected = Buffer.from(contentMd5, 'base64').toString('hex');
  if (expected === computed) return;
  const calculated = Buffer.from(computed, 'hex').toString('base64');
  throw badContentMd5(spelling === 'hex' ? expected : contentMd5, calculated);
}

function checkChecksum(algorithm: ChecksumAlgorithm, computed: string, { demands, call }: Reception): void {
  const { value, trailer } = demands;
  const claimed = trailer === undefined ? value : call.trailers()[trailer]?.trim();
  if (claimed === undefined) {
    if (trailer !== undefined) throw malformedTrailer();
    return;
  }
  if (trailer !== undefined && !isChecksumValue(algorithm, claimed)) {
    throw invalidRequest(`Value for ${trailer} trailing header is invalid.`);
  }
  if (claimed !== computed) {
    throw badDigest(`The ${algorithm} you specified did not match the calculated checksum.`);
  }
}
