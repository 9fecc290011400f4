/**
 * Byte ranges. What is no single well-formed range is ignored, never refused; only a range that begins past the end is.
 * Evidence: fact sheet S3 §11.1.
 */
import type { ByteRange } from '../../kernel/blobs.ts';
import { invalidRange } from './errors.ts';

const SINGLE = /^bytes=(\d*)-(\d*)$/;

/**
 * The part of `size` bytes that a Range header asks for; undefined when all of it is to be sent.
 *
 * @throws AwsError InvalidRange
 */
export function parseRange(header: string | undefined, size: number): ByteRange | undefined {
  const match = header === undefined ? null : SINGLE.exec(header);
  if (header === undefined || match === null) return undefined;
  const [, from = '', to = ''] = match;
  if (from === '' && to === '') return undefined;
  if (from === '') {
    const length = Number(to);
    if (length === 0 || size === 0) throw invalidRange(header, size);
    return { first: Math.max(0, size - length), last: size - 1 };
  }
  const first = Number(from);
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== '' && Number(to) < first) return undefined;
  if (first >= size) throw invalidRange(header, size);
  return { first, last };
}

/** `bytes 0-8/10` */
export const contentRange = ({ first, last }: ByteRange, size: number): string =>
  `bytes ${first}-${last}/${size}`;

export const rangeLength = ({ first, last }: ByteRange): number => last - first + 1;
