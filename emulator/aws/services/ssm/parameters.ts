/** The parameters of all accounts and regions, with their versions. */
import type { ParameterTier, ParameterType } from '@aws-sdk/client-ssm';
import type { Scope } from '../../kernel/scope.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import type { Parameter } from './parameter.ts';

interface Row {
  readonly id: number;
  readonly account_id: string;
  readonly region: string;
  readonly name: string;
  readonly tags: string;
  readonly version: number;
  readonly type: string;
  readonly value: string;
  readonly key_id: string | null;
  readonly description: string | null;
  readonly pattern: string | null;
  readonly tier: string;
  readonly data_type: string;
  readonly modified_at: number;
  readonly modified_by: string;
}

/** Versions that are kept: a further one takes the place of the oldest. */
const MOST_VERSIONS = 100;

const SELECT = `SELECT p.*, v.version, v.type, v.value, v.key_id, v.description, v.pattern, v.tier, v.data_type,
  v.modified_at, v.modified_by FROM ssm_parameters p JOIN ssm_versions v ON v.parameter = p.id`;
const NEWEST = 'v.version = (SELECT MAX(version) FROM ssm_versions WHERE parameter = p.id)';

export class Parameters {
  readonly #store: Store;
  readonly #insert: Statement<Row>;
  readonly #insertVersion: Statement<Row>;
  readonly #forgetVersions: Statement<Row>;
  readonly #newest: Statement<Row>;
  readonly #version: Statement<Row>;
  readonly #history: Statement<Row>;
  readonly #list: Statement<Row>;
  readonly #tag: Statement<Row>;
  readonly #remove: Statement<Row>;

  constructor(store: Store) {
    this.#store = store;
    this.#insert = store.statement(
      'INSERT INTO ssm_parameters (account_id, region, name, tags) VALUES (?, ?, ?, ?)',
    );
    this.#insertVersion = store.statement(
      `INSERT INTO ssm_versions (parameter, version, type, value, key_id, description, pattern, tier, data_type,
         modified_at, modified_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#forgetVersions = store.statement('DELETE FROM ssm_versions WHERE parameter = ? AND version <= ?');
    const one = 'p.account_id = ? AND p.region = ? AND p.name = ?';
    this.#newest = store.statement(`${SELECT} WHERE ${one} AND ${NEWEST}`);
    this.#version = store.statement(`${SELECT} WHERE ${one} AND v.version = ?`);
    this.#history = store.statement(`${SELECT} WHERE p.id = ? ORDER BY v.version`);
    this.#list = store.statement(
      `${SELECT} WHERE p.account_id = ? AND p.region = ? AND ${NEWEST} ORDER BY p.name`,
    );
    this.#tag = store.statement('UPDATE ssm_parameters SET tags = ? WHERE id = ?');
    this.#remove = store.statement('DELETE FROM ssm_parameters WHERE id = ?');
  }

  /** @param version the newest one unless told */
  find({ accountId, region }: Scope, name: string, version?: number): Parameter | undefined {
    const row =
      version === undefined
        ? this.#newest.get(accountId, region, name)
        : this.#version.get(accountId, region, name, version);
    return row && parameterOf(row);
  }

  /** The newest version of each, by name. */
  list({ accountId, region }: Scope): readonly Parameter[] {
    return this.#list.all(accountId, region).map(parameterOf);
  }

  /** All versions that are kept, oldest first. */
  history({ id }: Parameter): readonly Parameter[] {
    return this.#history.all(id).map(parameterOf);
  }

  /** A new parameter, or the next version of the one that there is. */
  put(next: Omit<Parameter, 'id' | 'version'>, before: Parameter | undefined): Parameter {
    const { accountId, region } = next.scope;
    return this.#store.transact(() => {
      const id =
        before?.id ?? this.#insert.run(accountId, region, next.name, JSON.stringify(next.tags)).rowid;
      const version = (before?.version ?? 0) + 1;
      const { type, value, keyId = null, description = null, pattern = null } = next;
      const fixed = [next.tier, next.dataType, next.modifiedAt, next.modifiedBy];
      this.#insertVersion.run(id, version, type, value, keyId, description, pattern, ...fixed);
      this.#forgetVersions.run(id, version - MOST_VERSIONS);
      return { ...next, id, version };
    });
  }

  tag({ id }: Parameter, tags: Parameter['tags']): void {
    this.#tag.run(JSON.stringify(tags), id);
  }

  /** With all its versions. */
  remove({ id }: Parameter): void {
    this.#remove.run(id);
  }
}

const parameterOf = (row: Row): Parameter => ({
  id: row.id,
  scope: { accountId: row.account_id, region: row.region, partition: 'aws' },
  name: row.name,
  tags: JSON.parse(row.tags) as Record<string, string>,
  version: row.version,
  type: row.type as ParameterType,
  value: row.value,
  keyId: row.key_id ?? undefined,
  description: row.description ?? undefined,
  pattern: row.pattern ?? undefined,
  tier: row.tier as ParameterTier,
  dataType: row.data_type,
  modifiedAt: row.modified_at,
  modifiedBy: row.modified_by,
});
