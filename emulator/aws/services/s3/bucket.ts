/**
 * Buckets: a name that is unique in the whole partition, owned by one account, living in one region. Keeps the records
 * it has read, because every request to an object starts here.
 */
import { createHash } from 'node:crypto';
import type { Instant } from '../../kernel/instant.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import { noSuchBucket } from './errors.ts';

export type Versioning = 'Enabled' | 'Suspended';

export interface Bucket {
  readonly id: number;
  readonly name: string;
  /** The owner's account. */
  readonly account: string;
  readonly region: string;
  /** The location constraint as it was given: `EU` stays `EU`. */
  readonly location: string | undefined;
  readonly created: Instant;
  /** Undefined until it is first set. */
  readonly versioning: Versioning | undefined;
  readonly objectLock: boolean;
}

interface Row {
  readonly id: number;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly location: string | null;
  readonly created: number;
  readonly versioning: string | null;
  readonly object_lock: number;
}

/** How many buckets are remembered; with more the memory starts anew. */
const REMEMBERED = 10_000;

export class Buckets {
  readonly #known = new Map<string, Bucket>();
  readonly #insert: Statement<never>;
  readonly #remove: Statement<never>;
  readonly #byName: Statement<Row>;
  readonly #list: Statement<Row>;
  readonly #all: Statement<Row>;
  readonly #setVersioning: Statement<never>;
  readonly #setObjectLock: Statement<never>;

  constructor(store: Store) {
    this.#insert = store.statement(
      `INSERT INTO s3_buckets (name, account, region, location, created, versioning, object_lock)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#remove = store.statement('DELETE FROM s3_buckets WHERE id = ?');
    this.#byName = store.statement('SELECT * FROM s3_buckets WHERE name = ?');
    this.#list = store.statement(
      `SELECT * FROM s3_buckets WHERE account = ? AND name > ? AND name >= ? AND name < ? AND (?5 = '' OR region = ?5)
       ORDER BY name LIMIT ?6`,
    );
    this.#all = store.statement('SELECT * FROM s3_buckets ORDER BY name');
    this.#setVersioning = store.statement('UPDATE s3_buckets SET versioning = ? WHERE id = ?');
    this.#setObjectLock = store.statement('UPDATE s3_buckets SET object_lock = 1 WHERE id = ?');
  }

  find(name: string): Bucket | undefined {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const row = this.#byName.get(name);
    if (row === undefined) return undefined;
    const bucket = bucketOf(row);
    if (this.#known.size >= REMEMBERED) this.#known.clear();
    this.#known.set(name, bucket);
    return bucket;
  }

  /** @throws AwsError NoSuchBucket */
  get(name: string): Bucket {
    const bucket = this.find(name);
    if (bucket === undefined) throw noSuchBucket(name);
    return bucket;
  }

  add(bucket: Omit<Bucket, 'id'>): Bucket {
    const { name, account, region, location, created, versioning, objectLock } = bucket;
    const { rowid } = this.#insert.run(
      name,
      account,
      region,
      location ?? null,
      created,
      versioning ?? null,
      objectLock ? 1 : 0,
    );
    return { ...bucket, id: rowid };
  }

  /** The bucket must be empty of versions and uploads. */
  remove(bucket: Bucket): void {
    this.#known.delete(bucket.name);
    this.#remove.run(bucket.id);
  }

  setVersioning(bucket: Bucket, versioning: Versioning): void {
    this.#known.delete(bucket.name);
    this.#setVersioning.run(versioning, bucket.id);
  }

  /** Object Lock can be switched on, never off. */
  enableObjectLock(bucket: Bucket): void {
    this.#known.delete(bucket.name);
    this.#setObjectLock.run(bucket.id);
  }

  /**
   * An account's buckets in order of name, after `after`.
   *
   * @param limit at most so many
   */
  list(account: string, filter: BucketFilter, limit: number): readonly Bucket[] {
    const { after = '', prefix = '', region = '' } = filter;
    return this.#list
      .all(account, after, prefix, `${prefix}\u{10ffff}`, region, limit)
      .map((row) => bucketOf(row));
  }

  /** Every bucket there is: for what acts on the clock. */
  all(): readonly Bucket[] {
    return this.#all.all().map((row) => bucketOf(row));
  }
}

export interface BucketFilter {
  readonly after?: string | undefined;
  readonly prefix?: string | undefined;
  readonly region?: string | undefined;
}

export const bucketArn = (bucket: string): string => `arn:aws:s3:::${bucket}`;

export const objectArn = (bucket: string, key: string): string => `arn:aws:s3:::${bucket}/${key}`;

/** The 64 hex digits by which S3 names an account in owners and access control lists. */
export function canonicalId(account: string): string {
  let id = canonicalIds.get(account);
  if (id === undefined) {
    id = createHash('sha256').update(`canonical/${account}`).digest('hex');
    canonicalIds.set(account, id);
  }
  return id;
}

/** A pure function's results, kept because listings ask for them by the thousand. */
const canonicalIds = new Map<string, string>();

const bucketOf = (row: Row): Bucket => ({
  id: row.id,
  name: row.name,
  account: row.account,
  region: row.region,
  location: row.location ?? undefined,
  created: row.created,
  versioning: (row.versioning ?? undefined) as Versioning | undefined,
  objectLock: row.object_lock === 1,
});
