/**
 * Compression at the edge (aws.md section A.14): by type, size and what the viewer accepts. Brotli goes before gzip, and a
 * strong ETag becomes a weak one because the bytes are no longer the origin's.
 */
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Copy } from './copy.ts';
import type { Ask } from './tier.ts';

const SMALLEST = 1_000;
const LARGEST = 10_000_000;
const STATUSES = new Set([200, 403, 404]);

const APPLICATION =
  'dash+xml eot font font-sfnt javascript json opentype otf pkcs7-mime protobuf rss+xml truetype ttf vnd.apple.mpegurl vnd.mapbox-vector-tile vnd.ms-fontobject wasm xhtml+xml xml x-font-opentype x-font-truetype x-font-ttf x-httpd-cgi x-javascript x-mpegurl x-opentype x-otf x-perl x-ttf';
const TEXT =
  'css csv html javascript js plain richtext tab-separated-values xml x-component x-java-source x-script';
const TYPES = new Set([
  ...APPLICATION.split(' ').map((name) => `application/${name}`),
  ...TEXT.split(' ').map((name) => `text/${name}`),
  'font/eot',
  'font/opentype',
  'font/otf',
  'font/ttf',
  'image/svg+xml',
  'vnd.apple.mpegurl',
]);

const gzipped = promisify(gzip);
const brotlied = promisify(brotliCompress);

/** @param encoding the normalized encodings of the request: `br,gzip`, `br`, `gzip` */
export async function compressed(ask: Ask, copy: Copy, encoding: string | undefined): Promise<Copy> {
  if (!isCompressible(ask, copy) || encoding === undefined || encoding === 'identity') return copy;
  const brotli = encoding.startsWith('br');
  const body = brotli
    ? await brotlied(copy.body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
    : await gzipped(copy.body);
  const { 'content-length': _length, etag, ...headers } = copy.headers;
  const weak = etag === undefined ? undefined : weakened(etag);
  return {
    ...copy,
    body,
    headers: {
      ...headers,
      ...(weak !== undefined && { etag: weak }),
      'content-encoding': brotli ? 'br' : 'gzip',
      vary: 'Accept-Encoding',
    },
  };
}

function isCompressible({ behavior }: Ask, { status, headers, body, stored, expires }: Copy): boolean {
  if (!behavior.compress || !STATUSES.has(status) || expires <= stored) return false;
  if (headers['content-encoding'] !== undefined || headers['content-length'] === undefined) return false;
  if (behavior.key.headers.includes('accept-encoding')) return false;
  const type = (headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  return body.length >= SMALLEST && body.length <= LARGEST && TYPES.has(type);
}

/** The ETag of other bytes with the same meaning; undefined when it was none. */
function weakened(etag: string): string | undefined {
  if (/^W\/"[^"]*"$/.test(etag)) return etag;
  return /^"[^"]*"$/.test(etag) ? `W/${etag}` : undefined;
}
