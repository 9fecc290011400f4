/**
 * A bucket's configurations: one document per kind, or per kind and name where S3 allows several. Documents are plain
 * data in the shape of the SDK; whoever owns a kind validates it before it comes here. Read on the way of nearly every
 * request, so what was parsed is kept, absence included.
 */
import { remembered } from '../../kernel/remembered.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import type { Bucket } from './bucket.ts';
import type { ConfigDocuments } from './config-documents.ts';
import { noSuchConfiguration, type AbsentKind } from './errors.ts';

export type ConfigKind = keyof ConfigDocuments;

/** S3 allows a bucket a thousand of a kind. */
const MOST_NAMES = 1_000;

const slotOfNames = remembered((kind) => `${kind}/`);

export class BucketConfigs {
  readonly #parsed = new Map<number, Map<string, unknown>>();
  readonly #get: Statement<{ document: string }>;
  readonly #put: Statement<never>;
  readonly #remove: Statement<never>;
  readonly #names: Statement<{ name: string; document: string }>;
  readonly #buckets: Statement<{ bucket: number }>;

  constructor(store: Store) {
    this.#get = store.statement(
      'SELECT document FROM s3_bucket_configs WHERE bucket = ? AND kind = ? AND name = ?',
    );
    this.#put = store.statement(
      `INSERT INTO s3_bucket_configs (bucket, kind, name, document) VALUES (?, ?, ?, ?)
       ON CONFLICT (bucket, kind, name) DO UPDATE SET document = excluded.document`,
    );
    this.#remove = store.statement(
      'DELETE FROM s3_bucket_configs WHERE bucket = ? AND kind = ? AND name = ?',
    );
    this.#names = store.statement(
      `SELECT name, document FROM s3_bucket_configs WHERE bucket = ? AND kind = ? AND name > ? ORDER BY name
       LIMIT ?`,
    );
    this.#buckets = store.statement('SELECT bucket FROM s3_bucket_configs WHERE kind = ? ORDER BY bucket');
  }

  get<Kind extends ConfigKind>(bucket: Bucket, kind: Kind, name = ''): ConfigDocuments[Kind] | undefined {
    const parsed = this.#parsed.get(bucket.id);
    const slot = name === '' ? kind : `${kind}/${name}`;
    if (parsed?.has(slot)) return parsed.get(slot) as ConfigDocuments[Kind] | undefined;
    const row = this.#get.get(bucket.id, kind, name);
    const document = row === undefined ? undefined : (JSON.parse(row.document) as ConfigDocuments[Kind]);
    if (parsed === undefined) this.#parsed.set(bucket.id, new Map([[slot, document]]));
    else parsed.set(slot, document);
    return document;
  }

  /** @throws AwsError the kind's own "no such configuration" */
  require<Kind extends AbsentKind>(bucket: Bucket, kind: Kind): ConfigDocuments[Kind] {
    const document = this.get(bucket, kind);
    if (document === undefined) throw noSuchConfiguration(kind, bucket.name);
    return document;
  }

  put<Kind extends ConfigKind>(bucket: Bucket, kind: Kind, document: ConfigDocuments[Kind], name = ''): void {
    this.#parsed.delete(bucket.id);
    this.#put.run(bucket.id, kind, name, JSON.stringify(document));
  }

  /** Harmless when there is none. */
  remove(bucket: Bucket, kind: ConfigKind, name = ''): void {
    this.#parsed.delete(bucket.id);
    this.#remove.run(bucket.id, kind, name);
  }

  /** Documents of a kind that S3 allows several of, in order of name, after `after`. */
  list<Kind extends ConfigKind>(
    bucket: Bucket,
    kind: Kind,
    after: string,
    limit: number,
  ): readonly { readonly name: string; readonly document: ConfigDocuments[Kind] }[] {
    return this.#names
      .all(bucket.id, kind, after, limit)
      .map((row) => ({ name: row.name, document: JSON.parse(row.document) as ConfigDocuments[Kind] }));
  }

  /** Names of a bucket's documents of a kind, kept like the documents themselves. */
  names(bucket: Bucket, kind: ConfigKind): readonly string[] {
    const slot = slotOfNames(kind);
    const known = this.#parsed.get(bucket.id)?.get(slot) as readonly string[] | undefined;
    if (known !== undefined) return known;
    const names = this.list(bucket, kind, '', MOST_NAMES).map(({ name }) => name);
    const parsed = this.#parsed.get(bucket.id);
    if (parsed === undefined) this.#parsed.set(bucket.id, new Map([[slot, names]]));
    else parsed.set(slot, names);
    return names;
  }

  /** Ids of the buckets that have a configuration of this kind. */
  bucketsWith(kind: ConfigKind): ReadonlySet<number> {
    return new Set(this.#buckets.all(kind).map(({ bucket }) => bucket));
  }

  /** The rows themselves go with the bucket's. */
  forget(bucket: Bucket): void {
    this.#parsed.delete(bucket.id);
  }
}
