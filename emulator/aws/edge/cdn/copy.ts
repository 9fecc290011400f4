/** A response that a cache keeps, or that passes through it. */
import type { Instant } from '../../kernel/instant.ts';

/** Lower-case names; repeated headers joined by `, `, except `set-cookie`, which is kept apart. */
export type Headers = Readonly<Record<string, string>>;

export interface Copy {
  readonly status: number;
  readonly headers: Headers;
  readonly setCookies: readonly string[];
  readonly body: Buffer;
  /** When the origin sent or last confirmed it. */
  readonly stored: Instant;
  readonly expires: Instant;
  /** Past its time, it stands in until then for an origin that failed, which is left alone meanwhile. */
  readonly standsInUntil?: Instant;
  /** Stands for the origin's answer; survives confirmation by the origin and compression. */
  readonly source: object;
  /** Set when the CDN itself has to tell that the origin failed. */
  readonly failure?: { readonly explanation: string; readonly detail: string };
  /** For invalidations: whose it is, its path and query, its tags. */
  readonly site: string;
  readonly path: string;
  readonly tags: readonly string[];
}

/** What a copy takes of a cache's budget: its bytes and roughly its headers. */
export const sizeOf = ({ body, headers, path }: Copy): number => {
  let size = body.length + path.length + 256;
  for (const name in headers) size += name.length + headers[name]!.length + 16;
  return size;
};

/** Headers that tell of the bytes as they are kept here: an origin's are about its own form of them. */
const OF_THE_BYTES = /^(?:content-(?:encoding|length|range|type)|etag|vary|transfer-encoding)$/;

/** A copy's headers once it was confirmed: those of the confirmation take the place of older ones (RFC 9111, 3.2). */
export const confirmedHeaders = (kept: Headers, confirmation: Headers): Headers => ({
  ...kept,
  ...Object.fromEntries(Object.entries(confirmation).filter(([name]) => !OF_THE_BYTES.test(name))),
});
