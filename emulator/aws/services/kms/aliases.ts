/** Names for keys, which may move from key to key. */
import type { Instant } from '../../kernel/instant.ts';
import { arn, type Scope } from '../../kernel/scope.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import { aliasPrefix, checkInput } from './errors.ts';
import type { Key } from './key.ts';

export interface Alias {
  readonly id: number;
  /** `alias/images` */
  readonly name: string;
  /** The number of the key's record. */
  readonly key: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

interface Row {
  readonly id: number;
  readonly name: string;
  readonly key: number;
  readonly created_at: number;
  readonly updated_at: number;
}

/** `arn:aws:kms:us-east-1:000000000000:alias/images` */
export const aliasArn = (scope: Scope, name: string): string => arn('kms', scope, name);

/** Aliases of the keys that AWS keeps for its services: `alias/aws/s3`. */
export const isReserved = (name: string): boolean => name.startsWith('alias/aws/');

/** @throws AwsError ValidationException */
export function checkAliasName(name: string | undefined): asserts name is string {
  checkInput({ AliasName: name }, { AliasName: { required: true, least: 1, most: 256 } });
  if (name?.startsWith('alias/') !== true) throw aliasPrefix();
  checkInput({ AliasName: name }, { AliasName: { pattern: '[a-zA-Z0-9:/_-]+' } });
}

export class Aliases {
  readonly #insert: Statement<Row>;
  readonly #find: Statement<Row>;
  readonly #list: Statement<Row>;
  readonly #ofKey: Statement<Row>;
  readonly #point: Statement<Row>;
  readonly #remove: Statement<Row>;

  constructor(store: Store) {
    this.#insert = store.statement(
      `INSERT INTO kms_aliases (account_id, region, name, key, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)`,
    );
    this.#find = store.statement(
      'SELECT * FROM kms_aliases WHERE account_id = ? AND region = ? AND name = ?',
    );
    this.#list = store.statement(
      'SELECT * FROM kms_aliases WHERE account_id = ? AND region = ? ORDER BY name',
    );
    this.#ofKey = store.statement('SELECT * FROM kms_aliases WHERE key = ? ORDER BY name');
    this.#point = store.statement('UPDATE kms_aliases SET key = ?, updated_at = ? WHERE id = ?');
    this.#remove = store.statement('DELETE FROM kms_aliases WHERE id = ?');
  }

  create({ accountId, region }: Scope, name: string, key: Key, now: Instant): void {
    this.#insert.run(accountId, region, name, key.id, now, now);
  }

  find({ accountId, region }: Scope, name: string): Alias | undefined {
    const row = this.#find.get(accountId, region, name);
    return row === undefined ? undefined : aliasOf(row);
  }

  /** In order of name. */
  list({ accountId, region }: Scope): readonly Alias[] {
    return this.#list.all(accountId, region).map(aliasOf);
  }

  ofKey(key: Key): readonly Alias[] {
    return this.#ofKey.all(key.id).map(aliasOf);
  }

  /** Makes the alias mean another key. */
  point(alias: Alias, key: Key, now: Instant): void {
    this.#point.run(key.id, now, alias.id);
  }

  remove(alias: Alias): void {
    this.#remove.run(alias.id);
  }
}

const aliasOf = ({ id, name, key, created_at: createdAt, updated_at: updatedAt }: Row): Alias => ({
  id,
  name,
  key,
  createdAt,
  updatedAt,
});
