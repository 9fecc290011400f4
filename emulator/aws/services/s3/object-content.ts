/**
 * The bytes of a version, whole or in part: one blob, or the parts of an upload one after the other.
 *
 * Gaps: a multipart object that is deleted while it is being read breaks off at the next part.
 */
import { Readable } from 'node:stream';
import type { Blobs, ByteRange } from '../../kernel/blobs.ts';
import { opened } from './customer-cipher.ts';
import type { CustomerKey } from './customer-key.ts';
import type { ObjectPart, ObjectVersion } from './object.ts';
import type { S3 } from './s3.ts';

export type Bytes = Uint8Array | Readable;

/** @param key the customer's, where the version is under one */
export function contentOf(s3: S3, version: ObjectVersion, range?: ByteRange, key?: CustomerKey): Bytes {
  const { blobs } = s3.kernel;
  if (version.blob !== undefined) return plain(blobs, version.blob, range, key);
  const parts = s3.objects.parts(version);
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return plain(blobs, only.blob, range, key);
  blobs.refuseMissing(parts.map(({ blob }) => blob));
  const whole = { first: 0, last: version.size - 1 };
  return Readable.from(slices(blobs, parts, range ?? whole, key), { objectMode: false });
}

const plain = (blobs: Blobs, blob: string, range?: ByteRange, key?: CustomerKey): Bytes =>
  opened(blobs.read(blob, range), key, blob, range?.first);

/** Where a part lies within its object; undefined when the object has no such part. */
export function partRange(parts: readonly ObjectPart[], number: number): ByteRange | undefined {
  let first = 0;
  for (const part of parts) {
    if (part.number === number) return { first, last: first + part.size - 1 };
    first += part.size;
  }
  return undefined;
}

async function* slices(
  blobs: Blobs,
  parts: readonly ObjectPart[],
  { first, last }: ByteRange,
  key?: CustomerKey,
): AsyncGenerator<Uint8Array> {
  let offset = 0;
  for (const { blob, size } of parts) {
    const from = Math.max(first - offset, 0);
    const to = Math.min(last - offset, size - 1);
    offset += size;
    if (from > to) continue;
    const bytes = plain(blobs, blob, { first: from, last: to }, key);
    if (bytes instanceof Readable) yield* bytes as AsyncIterable<Uint8Array>;
    else yield bytes;
  }
}
