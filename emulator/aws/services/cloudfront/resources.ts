/**
 * Everything in CloudFront that is a configuration under an id: distributions, access controls, policies, keys. Each has
 * an ETag that changes with every update; whoever updates or deletes must name the current one in `If-Match`
 * (aws.md section A.1).
 */
import type { AwsError } from '../../kernel/aws-error.ts';
import type { Ids } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import { invalidIfMatch, preconditionFailed } from './errors.ts';
import type { Revision } from './revision.ts';

export interface Resource<Config> {
  readonly id: string;
  readonly account: string;
  /** Unique in the account: the name, or the caller's reference of what has none. */
  readonly name: string;
  readonly etag: string;
  readonly config: Config;
  readonly created: Instant;
  readonly modified: Instant;
}

export interface ResourceKind {
  /** As ARNs and paths name it: `origin-access-control`. */
  readonly path: string;
  readonly newId: (ids: Ids) => string;
  readonly missing: () => AwsError;
  /** A second one of the same name. */
  readonly exists: (first: string) => AwsError;
}

interface Row {
  readonly id: number;
  readonly resource: string;
  readonly account: string;
  readonly name: string;
  readonly etag: string;
  readonly config: string;
  readonly created: number;
  readonly modified: number;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** The id of the last item, when more follow. */
  readonly next: string | undefined;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** `E2QWRUHAPOMQZL`: how ids and ETags look. */
export const shortId = (ids: Ids, prefix: string): string => prefix + ids.text(13, ALPHABET);

export class Resources<Config extends object> {
  readonly kind: ResourceKind;
  readonly #ids: Ids;
  readonly #revision: Revision;
  readonly #insert: Statement<Row>;
  readonly #byId: Statement<Row>;
  readonly #byName: Statement<Row>;
  readonly #update: Statement<Row>;
  readonly #remove: Statement<Row>;
  readonly #page: Statement<Row>;
  readonly #all: Statement<Row>;

  constructor(store: Store, ids: Ids, kind: ResourceKind, revision: Revision) {
    this.kind = kind;
    this.#ids = ids;
    this.#revision = revision;
    this.#insert = store.statement(
      `INSERT INTO cloudfront_resources (kind, account, resource, name, etag, config, created, modified)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#byId = store.statement('SELECT * FROM cloudfront_resources WHERE kind = ? AND resource = ?');
    this.#byName = store.statement(
      'SELECT * FROM cloudfront_resources WHERE kind = ? AND account = ? AND name = ?',
    );
    this.#update = store.statement(
      'UPDATE cloudfront_resources SET name = ?, etag = ?, config = ?, modified = ? WHERE kind = ? AND resource = ?',
    );
    this.#remove = store.statement('DELETE FROM cloudfront_resources WHERE kind = ? AND resource = ?');
    this.#page = store.statement(
      `SELECT * FROM cloudfront_resources WHERE kind = ? AND account = ? AND id >
         coalesce((SELECT id FROM cloudfront_resources WHERE kind = ? AND resource = ?), 0)
       ORDER BY id LIMIT ?`,
    );
    this.#all = store.statement(
      'SELECT * FROM cloudfront_resources WHERE kind = ? AND account = ? ORDER BY id',
    );
  }

  /** @throws AwsError the kind's `exists` when the name is taken */
  create(account: string, name: string, config: Config, now: Instant): Resource<Config> {
    const taken = this.byName(account, name);
    if (taken !== undefined) throw this.kind.exists(taken.id);
    const id = this.kind.newId(this.#ids);
    const etag = shortId(this.#ids, 'E');
    this.#revision.advance();
    this.#insert.run(this.kind.path, account, id, name, etag, JSON.stringify(config), now, now);
    return { id, account, name, etag, config, created: now, modified: now };
  }

  find(account: string, id: string | undefined): Resource<Config> | undefined {
    const found = this.anywhere(id);
    return found?.account === account ? found : undefined;
  }

  /** Whatever account it belongs to: for requests that end users make. */
  anywhere(id: string | undefined): Resource<Config> | undefined {
    return id === undefined ? undefined : read(this.#byId.get(this.kind.path, id));
  }

  /** @throws AwsError the kind's `missing` */
  get(account: string, id: string | undefined): Resource<Config> {
    const found = this.find(account, id);
    if (found === undefined) throw this.kind.missing();
    return found;
  }

  byName(account: string, name: string): Resource<Config> | undefined {
    return read(this.#byName.get(this.kind.path, account, name));
  }

  /** @throws AwsError the kind's `exists` when the new name is taken */
  update(resource: Resource<Config>, name: string, config: Config, now: Instant): Resource<Config> {
    const taken = this.byName(resource.account, name);
    if (taken !== undefined && taken.id !== resource.id) throw this.kind.exists(taken.id);
    const etag = shortId(this.#ids, 'E');
    this.#revision.advance();
    this.#update.run(name, etag, JSON.stringify(config), now, this.kind.path, resource.id);
    return { ...resource, name, etag, config, modified: now };
  }

  remove(resource: Resource<Config>): void {
    this.#revision.advance();
    this.#remove.run(this.kind.path, resource.id);
  }

  /** At most `limit` resources of an account in order of creation, after the one with id `after`. */
  page(account: string, after: string | undefined, limit: number): Page<Resource<Config>> {
    const { path } = this.kind;
    const rows = this.#page.all(path, account, path, after ?? '', limit + 1);
    const items = rows.slice(0, limit).map((row) => read<Config>(row));
    return { items, next: rows.length > limit ? items.at(-1)?.id : undefined };
  }

  all(account: string): readonly Resource<Config>[] {
    return this.#all.all(this.kind.path, account).map((row) => read<Config>(row));
  }
}

function read<Config>(row: Row): Resource<Config>;
function read<Config>(row: Row | undefined): Resource<Config> | undefined;
function read<Config>(row: Row | undefined): Resource<Config> | undefined {
  if (row === undefined) return undefined;
  const { resource: id, account, name, etag, config, created, modified } = row;
  return { id, account, name, etag, config: JSON.parse(config) as Config, created, modified };
}

/**
 * Holds a change against the version that its author has seen.
 *
 * @throws AwsError InvalidIfMatchVersion, PreconditionFailed
 */
export function checkIfMatch(etag: string, ifMatch: string | undefined): void {
  if (ifMatch === undefined || !/^E[A-Z0-9]{8,}$/.test(ifMatch)) throw invalidIfMatch();
  if (ifMatch !== etag) throw preconditionFailed();
}
