/**
 * What a cache answers without its origin: 304 to those who have the copy already, 206 to those who want parts of it
 * (aws.md sections A.7 and A.13; RFC 9110 for multipart bodies).
 */
import { parseInstant } from '../../kernel/instant.ts';
import type { Copy, Headers } from './copy.ts';

/** Whether the viewer's copy is the one held here. */
export function isUnmodified(viewer: Headers, { status, headers }: Copy): boolean {
  if (status !== 200) return false;
  const { 'if-none-match': known, 'if-modified-since': since } = viewer;
  const { etag, 'last-modified': modified } = headers;
  if (known !== undefined) {
    if (etag === undefined) return false;
    const tags = known.split(',').map((tag) => opaque(tag.trim()));
    return known.trim() === '*' || tags.includes(opaque(etag));
  }
  if (since === undefined || modified === undefined) return false;
  const [mine, theirs] = [parseInstant(modified), parseInstant(since)];
  return mine !== undefined && theirs !== undefined && mine <= theirs;
}

const opaque = (etag: string): string => etag.replace(/^W\//, '');

export interface ByteSpan {
  readonly first: number;
  readonly last: number;
}

/**
 * The spans a Range header asks for; undefined when it is to be ignored: other units, out of order, overlapping, or for
 * another version than this (If-Range). An empty list: nothing of it can be satisfied.
 */
export function requestedSpans(viewer: Headers, copy: Copy): readonly ByteSpan[] | undefined {
  const match = /^bytes=(.+)$/.exec(viewer['range'] ?? '');
  if (match === null || copy.status !== 200 || !sameVersion(viewer['if-range'], copy.headers))
    return undefined;
  const size = copy.body.length;
  const spans: ByteSpan[] = [];
  const parts = match[1]!.split(',');
  for (const part of parts) {
    const span = spanOf(part.trim(), size);
    if (span === undefined) return undefined;
    if (span === 'beyond') {
      if (parts.length === 1) return [];
      return undefined;
    }
    const previous = spans.at(-1);
    if (previous !== undefined && span.first <= previous.last) return undefined;
    spans.push(span);
  }
  return spans;
}

function spanOf(text: string, size: number): ByteSpan | 'beyond' | undefined {
  const match = /^(\d*)-(\d*)$/.exec(text);
  if (match === null) return undefined;
  const [, from = '', to = ''] = match;
  if (from === '') {
    if (to === '') return undefined;
    const length = Math.min(Number(to), size);
    return length === 0 ? 'beyond' : { first: size - length, last: size - 1 };
  }
  const first = Number(from);
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== '' && Number(to) < first) return undefined;
  return first >= size ? 'beyond' : { first, last };
}

function sameVersion(condition: string | undefined, { etag, 'last-modified': modified }: Headers): boolean {
  return condition === undefined || condition === etag || condition === modified;
}

export interface Partial {
  readonly headers: Headers;
  readonly body: Buffer;
}

/** @param boundary separates the parts when there are several */
export function partial(copy: Copy, spans: readonly ByteSpan[], boundary: string): Partial {
  const size = copy.body.length;
  const range = ({ first, last }: ByteSpan): string => `bytes ${first}-${last}/${size}`;
  const bytes = ({ first, last }: ByteSpan): Buffer => copy.body.subarray(first, last + 1);
  const [only] = spans;
  if (only !== undefined && spans.length === 1) {
    return { headers: { 'content-range': range(only) }, body: bytes(only) };
  }
  const type = copy.headers['content-type'];
  const pieces = spans.flatMap((span) => [
    Buffer.from(
      `\r\n--${boundary}\r\n${type === undefined ? '' : `Content-Type: ${type}\r\n`}Content-Range: ${range(span)}\r\n\r\n`,
    ),
    bytes(span),
  ]);
  return {
    headers: { 'content-type': `multipart/byteranges; boundary=${boundary}` },
    body: Buffer.concat([...pieces, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}
