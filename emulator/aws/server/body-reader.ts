/**
 * Prepares the body of an authenticated S3 request for its reader: takes off the `aws-chunked` framing, checking chunk
 * signatures on the way, or compares the body's SHA-256 with what was signed. Both happen as the bytes stream by, so
 * the answer to a lie comes before anything is stored, and never holds a body whole.
 */
import { createHash } from 'node:crypto';
import { Transform, type Readable } from 'node:stream';
import type { Authentication } from '../auth/authentication.ts';
import { AwsError } from '../kernel/aws-error.ts';
import type { BodyReader } from '../kernel/pipeline.ts';
import { decodeAwsChunked } from '../wire/aws-chunked.ts';
import { hasSmallBody } from '../wire/body.ts';
import { changedRequest, type WireRequest } from '../wire/message.ts';
import { throughOnceRead } from '../wire/once-read.ts';

const NO_TRAILERS = (): Readonly<Record<string, string>> => ({});

export const readBody: BodyReader = (request, { payload }: Authentication, operation) => {
  if (request.bytes !== undefined || payload.kind === 'unsigned') return { request, trailers: NO_TRAILERS };
  if (payload.kind === 'sha256') {
    if (!hasBody(request)) {
      if (payload.hex !== EMPTY_SHA256) throw contentSha256Mismatch(payload.hex, EMPTY_SHA256);
      return { request, trailers: NO_TRAILERS };
    }
    // An operation that streams gathers a small body and checks it itself, without the price of one more stream.
    if (operation.input?.payload?.streaming === true && hasSmallBody(request)) {
      return { request, trailers: NO_TRAILERS };
    }
    const body = heard(checkedSha256(request.body, payload.hex));
    return { request: changedRequest(request, { body }), trailers: NO_TRAILERS };
  }
  if (payload.trailer && operation.input?.payload?.streaming !== true) throw notAnUpload();
  const { body, trailers } = decodeAwsChunked(request, payload);
  return { request: changedRequest(request, { body: heard(body) }), trailers };
};

/** Who is refused for another reason leaves the body unread: what is wrong with it must not end the process. */
const heard = (body: Readable): Readable => body.on('error', () => undefined);

/** Lower-case hex digest of no bytes at all. */
const EMPTY_SHA256 = createHash('sha256').digest('hex');

const hasBody = ({ headers }: WireRequest): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

function checkedSha256(source: Readable, signed: string): Readable {
  const hash = createHash('sha256');
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      const computed = hash.digest('hex');
      done(computed === signed ? null : contentSha256Mismatch(signed, computed));
    },
  });
  return throughOnceRead(source, check);
}

/** Only uploads have trailers. Measured at S3, September 2026: fact sheet S3 §2.10. */
const notAnUpload = (): AwsError =>
  new AwsError({
    code: 'InvalidRequest',
    status: 400,
    message: 'The value of x-amz-content-sha256 header is invalid.',
  });

const contentSha256Mismatch = (signed: string, computed: string): AwsError =>
  new AwsError({
    code: 'XAmzContentSHA256Mismatch',
    status: 400,
    message: "The provided 'x-amz-content-sha256' header does not match what was computed.",
    details: { ClientComputedContentSHA256: signed, S3ComputedContentSHA256: computed },
  });
