/** The secrets of all accounts and regions. */
import type { RotationRulesType } from '@aws-sdk/client-secrets-manager';
import { parseArn, type Scope } from '../../kernel/scope.ts';
import type { SqlValue, Statement, Store } from '../../kernel/store.ts';
import type { Secret } from './secret.ts';

interface Row {
  readonly id: number;
  readonly account_id: string;
  readonly region: string;
  readonly name: string;
  readonly suffix: string;
  readonly description: string | null;
  readonly kms_key: string | null;
  readonly policy: string | null;
  readonly tags: string;
  readonly created_at: number;
  readonly changed_at: number;
  readonly accessed_at: number | null;
  readonly rotated_at: number | null;
  readonly purge_at: number | null;
  readonly rotation_enabled: number;
  readonly rotation_function: string | null;
  readonly rotation_rules: string | null;
  readonly next_rotation_at: number | null;
}

/** The columns that change, in the order of `changeable`. */
const CHANGEABLE = [
  'description',
  'kms_key',
  'policy',
  'tags',
  'changed_at',
  'accessed_at',
  'rotated_at',
  'purge_at',
  'rotation_enabled',
  'rotation_function',
  'rotation_rules',
  'next_rotation_at',
];

const changeable = (secret: Omit<Secret, 'id'>): SqlValue[] => [
  secret.description ?? null,
  secret.kmsKey ?? null,
  secret.policy ?? null,
  JSON.stringify(secret.tags),
  secret.changedAt,
  secret.accessedAt ?? null,
  secret.rotatedAt ?? null,
  secret.purgeAt ?? null,
  Number(secret.rotationEnabled),
  secret.rotationFunction ?? null,
  secret.rotationRules === undefined ? null : JSON.stringify(secret.rotationRules),
  secret.nextRotationAt ?? null,
];

export type NewSecret = Pick<
  Secret,
  'scope' | 'name' | 'suffix' | 'description' | 'kmsKey' | 'tags' | 'createdAt'
>;

export class Secrets {
  readonly #insert: Statement<Row>;
  readonly #byRow: Statement<Row>;
  readonly #byName: Statement<Row>;
  readonly #list: Statement<Row>;
  readonly #deadlines: Statement<Row>;
  readonly #update: Statement<Row>;
  readonly #remove: Statement<Row>;

  constructor(store: Store) {
    const marks = CHANGEABLE.map(() => '?').join(', ');
    this.#insert = store.statement(
      `INSERT INTO secrets_manager_secrets (account_id, region, name, suffix, created_at, ${CHANGEABLE.join(', ')})
       VALUES (?, ?, ?, ?, ?, ${marks})`,
    );
    this.#byRow = store.statement('SELECT * FROM secrets_manager_secrets WHERE id = ?');
    this.#byName = store.statement(
      'SELECT * FROM secrets_manager_secrets WHERE account_id = ? AND region = ? AND name = ?',
    );
    this.#list = store.statement(
      'SELECT * FROM secrets_manager_secrets WHERE account_id = ? AND region = ? ORDER BY created_at, id',
    );
    this.#deadlines = store.statement(
      'SELECT * FROM secrets_manager_secrets WHERE purge_at IS NOT NULL OR next_rotation_at IS NOT NULL',
    );
    this.#update = store.statement(
      `UPDATE secrets_manager_secrets SET ${CHANGEABLE.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`,
    );
    this.#remove = store.statement('DELETE FROM secrets_manager_secrets WHERE id = ?');
  }

  create(secret: NewSecret): Secret {
    const { accountId, region } = secret.scope;
    const complete = {
      ...secret,
      policy: undefined,
      changedAt: secret.createdAt,
      accessedAt: undefined,
      rotatedAt: undefined,
      purgeAt: undefined,
      rotationEnabled: false,
      rotationFunction: undefined,
      rotationRules: undefined,
      nextRotationAt: undefined,
    };
    const identity = [accountId, region, secret.name, secret.suffix, secret.createdAt];
    const { rowid } = this.#insert.run(...identity, ...changeable(complete));
    return { ...complete, id: rowid };
  }

  at(id: number): Secret | undefined {
    const row = this.#byRow.get(id);
    return row === undefined ? undefined : secretOf(row);
  }

  /** By name, ARN, or ARN without its random suffix. */
  find(scope: Scope, secretId: string): Secret | undefined {
    const arn = parseArn(secretId);
    if (arn?.service !== 'secretsmanager') return this.#named(scope, secretId);
    if (arn.region !== scope.region) return undefined;
    const place = { ...scope, accountId: arn.accountId };
    const name = arn.resource.replace(/^secret:/, '');
    const suffix = name.slice(-6);
    const whole = this.#named(place, name.slice(0, -7));
    return whole?.suffix === suffix && name.at(-7) === '-' ? whole : this.#named(place, name);
  }

  /** Oldest first. */
  list({ accountId, region }: Scope): readonly Secret[] {
    return this.#list.all(accountId, region).map(secretOf);
  }

  /** Secrets that wait to be purged or rotated, of all accounts. */
  withDeadlines(): readonly Secret[] {
    return this.#deadlines.all().map(secretOf);
  }

  update(secret: Secret, change: Partial<Secret>): Secret {
    const next = { ...secret, ...change };
    this.#update.run(...changeable(next), secret.id);
    return next;
  }

  /** Removes the secret with its versions. */
  remove(secret: Secret): void {
    this.#remove.run(secret.id);
  }

  #named({ accountId, region }: Scope, name: string): Secret | undefined {
    const row = this.#byName.get(accountId, region, name);
    return row === undefined ? undefined : secretOf(row);
  }
}

const secretOf = (row: Row): Secret => ({
  id: row.id,
  scope: { accountId: row.account_id, region: row.region, partition: 'aws' },
  name: row.name,
  suffix: row.suffix,
  description: row.description ?? undefined,
  kmsKey: row.kms_key ?? undefined,
  policy: row.policy ?? undefined,
  tags: JSON.parse(row.tags) as Record<string, string>,
  createdAt: row.created_at,
  changedAt: row.changed_at,
  accessedAt: row.accessed_at ?? undefined,
  rotatedAt: row.rotated_at ?? undefined,
  purgeAt: row.purge_at ?? undefined,
  rotationEnabled: row.rotation_enabled === 1,
  rotationFunction: row.rotation_function ?? undefined,
  rotationRules:
    row.rotation_rules === null ? undefined : (JSON.parse(row.rotation_rules) as RotationRulesType),
  nextRotationAt: row.next_rotation_at ?? undefined,
});
