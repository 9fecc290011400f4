/**
 * Request bodies that are read whole: everything but S3's streams. The bytes stay as sent, because signatures cover
 * them; `contentOf` undoes gzip, which the SDK's compression middleware applies to PutMetricData.
 */
import { gunzipSync } from 'node:zlib';
import type { Readable } from 'node:stream';
import { AwsError } from '../kernel/aws-error.ts';
import { withBytes, type WholeRequest, type WireRequest } from './message.ts';

/** In bytes. The largest that any RPC service here takes: DynamoDB's 16 MB request. */
export const MAX_BODY = 16 * 1024 * 1024;

/** In bytes. Up to here a body is better read whole than streamed, whatever is done with it. */
export const SMALL_BODY = 64 * 1024;

/** Whether the request says that its body, as it travels, is small. */
export const hasSmallBody = ({ headers }: WireRequest): boolean =>
  headers['content-length'] !== undefined && Number(headers['content-length']) <= SMALL_BODY;

/**
 * The request with its body read into `bytes`.
 *
 * @throws AwsError RequestEntityTooLarge (413) beyond `limit` bytes
 */
export async function readWhole(request: WireRequest, limit = MAX_BODY): Promise<WholeRequest> {
  if (isWhole(request)) return request;
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  return withBytes(request, await collect(request.body, limit));
}

export const isWhole = (request: WireRequest): request is WholeRequest => request.bytes !== undefined;

/** The body's content, whole and without its content encoding. */
export async function contentOf(request: WireRequest, limit = MAX_BODY): Promise<Buffer> {
  return contentIn(await readWhole(request, limit), limit);
}

/** The content of a body that has been read. */
export function contentIn({ bytes, headers }: WholeRequest, limit = MAX_BODY): Buffer {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return headers['content-encoding'] === 'gzip' ? unzip(whole, limit) : whole;
}

/** By its events: an iterator over the stream costs several times as much, and nearly every body is one chunk. */
function collect(stream: Readable, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (finish: () => void): void => {
      stream.off('data', onData).off('end', onEnd).off('error', onError).off('close', onClose);
      finish();
    };
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= limit) return;
      // A stream that is left early must not take the connection with it: the refusal goes back over it.
      stream.pause();
      settle(() => reject(tooLarge(limit)));
    };
    const onEnd = (): void =>
      settle(() => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, size)));
    const onError = (error: Error): void => settle(() => reject(error));
    const onClose = (): void => settle(() => reject(cutOff()));
    if (stream.readableEnded) resolve(Buffer.alloc(0));
    else if (stream.destroyed) reject(stream.errored ?? cutOff());
    else stream.on('data', onData).on('end', onEnd).on('error', onError).on('close', onClose).resume();
  });
}

/** A body whose connection went away before its end, as node:http names it. */
const cutOff = (): Error => Object.assign(new Error('aborted'), { code: 'ECONNRESET' });

function unzip(bytes: Buffer, limit: number): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: limit });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(limit);
    throw new AwsError({
      code: 'SerializationException',
      status: 400,
      message: 'The request body is not a valid gzip stream.',
    });
  }
}

const tooLarge = (limit: number): AwsError =>
  new AwsError({
    code: 'RequestEntityTooLarge',
    status: 413,
    message: `The request body is larger than ${limit} bytes.`,
  });
