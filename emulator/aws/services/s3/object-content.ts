/**
 * The bytes of a version, whole or in part: one blob, or the parts of an upload one after the other.
 *
 * Gaps: a multipart object that is deleted while it is being read breaks off at the next part.
 */
import { Readable } from 'node:stream';
import type { Blobs, ByteRange } from '../../kernel/blobs.ts';
import type { ObjectPart, ObjectVersion } from './object.ts';
import type { S3 } from './s3.ts';

export type Bytes = Uint8Array | Readable;

export function contentOf(s3: S3, version: ObjectVersion, range?: ByteRange): Bytes {
  const { blobs } = s3.kernel;
  if (version.blob !== undefined) return blobs.read(version.blob, range);
  const parts = s3.objects.parts(version);
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return blobs.read(only.blob, range);
  blobs.refuseMissing(parts.map(({ blob }) => blob));
  return Readable.from(slices(blobs, parts, range ?? { first: 0, last: version.size - 1 }), {
    objectMode: false,
  });
}

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
): AsyncGenerator<Uint8Array> {
  let offset = 0;
  for (const { blob, size } of parts) {
    const from = Math.max(first - offset, 0);
    const to = Math.min(last - offset, size - 1);
    offset += size;
    if (from > to) continue;
    const bytes = blobs.read(blob, { first: from, last: to });
    if (bytes instanceof Readable) yield* bytes as AsyncIterable<Uint8Array>;
    else yield bytes;
  }
}
