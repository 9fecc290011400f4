/**
 * Listings. One walk serves all of them: along an index in the order of keys, folding keys that share a common prefix
 * into it and then seeking past the whole of it, so that the price of a page is the page, however many keys a folder
 * holds.
 *
 * Evidence: fact sheet S3 §7 (versions), §11.7; of markers within a common prefix, answers that LocalStack recorded from
 * AWS (test_s3_list_operations.py, January 2025).
 */
import { type Store, type SqlValue, type Statement } from '../../kernel/store.ts';
import type { Bucket } from './bucket.ts';
import { versionsWhere } from './schema.ts';

export interface ListQuery {
  readonly prefix: string;
  readonly delimiter: string | undefined;
  /** The first key that may appear. */
  readonly seek: string;
  readonly limit: number;
}

export interface ListPage<Row> {
  readonly rows: readonly Row[];
  readonly prefixes: readonly string[];
  readonly truncated: boolean;
  /** The last key or common prefix of the page, in the order of the walk. */
  readonly last: string | undefined;
  /** Where the next page begins. */
  readonly next: string;
}

export interface ListedObject {
  readonly key: string;
  readonly modified: number;
  readonly size: number;
  readonly etag: string;
  readonly storage_class: string;
  readonly checksum: string | null;
  readonly restore: string | null;
}

export interface ListedVersion extends ListedObject {
  readonly id: number;
  readonly version: string;
  readonly marker: number;
}

export interface ListedUpload {
  readonly id: number;
  readonly key: string;
  readonly upload: string;
  readonly initiated: number;
  readonly initiator: string;
  readonly storage_class: string;
  readonly checksum_algorithm: string | null;
  readonly checksum_type: string | null;
}

/** Above every text: SQLite orders blobs after texts. */
const NO_END = new Uint8Array(1);

const OBJECT_COLUMNS = 'key, modified, size, etag, storage_class, checksum, restore';

export class Listings {
  readonly #objects: Statement<ListedObject>;
  readonly #versions: Statement<ListedVersion>;
  readonly #uploads: Statement<ListedUpload>;

  constructor(store: Store) {
    this.#objects = store.statement(
      `SELECT ${OBJECT_COLUMNS} FROM s3_objects WHERE listed = 1 AND bucket = ? AND key >= ? AND key < ? ORDER BY key`,
    );
    this.#versions = store.statement(
      `${versionsWhere('bucket = ?1 AND key >= ?2 AND key < ?3', `id, version, marker, ${OBJECT_COLUMNS}`)}
       ORDER BY key, id DESC`,
    );
    this.#uploads = store.statement(
      `SELECT id, key, upload, initiated, initiator, storage_class, checksum_algorithm, checksum_type
       FROM s3_uploads WHERE bucket = ? AND key >= ? AND key < ? ORDER BY key, id`,
    );
  }

  objects(bucket: Bucket, query: ListQuery): ListPage<ListedObject> {
    return walk(this.#objects, bucket, query);
  }

  /** @param skip versions of the first key that an earlier page has shown */
  versions(
    bucket: Bucket,
    query: ListQuery,
    skip?: (version: ListedVersion) => boolean,
  ): ListPage<ListedVersion> {
    return walk(this.#versions, bucket, query, skip);
  }

  /** @param skip uploads of the first key that an earlier page has shown */
  uploads(
    bucket: Bucket,
    query: ListQuery,
    skip?: (upload: ListedUpload) => boolean,
  ): ListPage<ListedUpload> {
    return walk(this.#uploads, bucket, query, skip);
  }
}

function walk<Row extends { readonly key: string }>(
  statement: Statement<Row>,
  bucket: Bucket,
  { prefix, delimiter, seek, limit }: ListQuery,
  skip?: (row: Row) => boolean,
): ListPage<Row> {
  const rows: Row[] = [];
  const prefixes: string[] = [];
  const end: SqlValue = successor(prefix) ?? NO_END;
  let from: string | undefined = limit === 0 ? undefined : isBefore(seek, prefix) ? prefix : seek;
  let last: string | undefined;
  let truncated = false;
  while (from !== undefined && !truncated) {
    const start: string = from;
    from = undefined;
    for (const row of statement.iterate(bucket.id, start, end)) {
      if (skip?.(row)) continue;
      if (rows.length + prefixes.length === limit) {
        truncated = true;
        break;
      }
      const common = commonPrefix(row.key, prefix, delimiter);
      if (common === undefined) {
        rows.push(row);
        last = row.key;
        continue;
      }
      prefixes.push(common);
      last = common;
      from = successor(common);
      break;
    }
  }
  return { rows, prefixes, truncated, last, next: nextSeek(last, prefixes.at(-1)) };
}

/** After a common prefix comes what does not begin with it; after a key, the key that is one zero byte longer. */
const nextSeek = (last: string | undefined, lastPrefix: string | undefined): string =>
  last === undefined ? '' : last === lastPrefix ? (successor(last) ?? after(last)) : after(last);

/** The first text after `key` in the order of UTF-8 bytes. */
export const after = (key: string): string => `${key}\u0000`;

/**
 * Where a listing goes on after a marker. One that is a common prefix, as earlier pages return it, or lies within one,
 * has all that begins with the prefix behind it.
 */
export function seekAfterMarker(marker: string, prefix: string, delimiter: string | undefined): string {
  if (marker === '') return '';
  const folded = marker.startsWith(prefix) ? commonPrefix(marker, prefix, delimiter) : undefined;
  return (folded === undefined ? undefined : successor(folded)) ?? after(marker);
}

/** The part of a key up to and with the first delimiter after the prefix. */
export function commonPrefix(key: string, prefix: string, delimiter: string | undefined): string | undefined {
  if (delimiter === undefined || delimiter === '') return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}

/** The first text, in the order of UTF-8 bytes, that is after everything beginning with `prefix`. */
export function successor(prefix: string): string | undefined {
  const points = [...prefix];
  while (points.length > 0) {
    const point = points.pop()!.codePointAt(0)!;
    if (point === 0x10ffff) continue;
    // Surrogates are no characters of their own: after U+D7FF comes U+E000.
    return points.join('') + String.fromCodePoint(point === 0xd7ff ? 0xe000 : point + 1);
  }
  return undefined;
}

/** Order of UTF-8 bytes, which JavaScript's own order of UTF-16 units is not. */
export const isBefore = (a: string, b: string): boolean =>
  Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8')) < 0;
