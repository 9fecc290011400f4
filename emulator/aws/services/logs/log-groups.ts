/** Log groups: names, retention, tags. */
import type { Instant } from '../../kernel/instant.ts';
import { arn, type Scope } from '../../kernel/scope.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import { constraint, groupExists, groupNotFound, invalidParameter } from './errors.ts';

export interface LogGroup {
  readonly id: number;
  readonly scope: Scope;
  readonly name: string;
  readonly createdAt: Instant;
  /** Events older than so many days are gone; without it they stay for good. */
  readonly retentionDays: number | undefined;
  readonly kmsKey: string | undefined;
  readonly class: string;
  readonly tags: Readonly<Record<string, string>>;
}

interface Row {
  readonly id: number;
  readonly account_id: string;
  readonly region: string;
  readonly name: string;
  readonly created_at: number;
  readonly retention_days: number | null;
  readonly kms_key: string | null;
  readonly class: string;
  readonly tags: string;
}

/** The values that PutRetentionPolicy takes. */
const RETENTIONS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const LONGEST_NAME = 512;
const NAME = /^[.\-_/#A-Za-z0-9]+$/;

/** `arn:aws:logs:us-east-1:000000000000:log-group:NAME`, without the `:*` that some answers append. */
export const groupArn = (scope: Scope, name: string): string => arn('logs', scope, `log-group:${name}`);

/** @throws AwsError InvalidParameterException */
export function checkGroupName(name: string, member = 'logGroupName'): void {
  if (name.length > LONGEST_NAME) {
    throw invalidParameter(
      `Invalid LogGroup or LogStream, both must have length less than or equal to ${LONGEST_NAME}.`,
    );
  }
  if (!NAME.test(name)) {
    throw constraint(name, member, 'satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+');
  }
}

export class LogGroups {
  readonly #insert: Statement<Row>;
  readonly #find: Statement<Row>;
  readonly #list: Statement<Row>;
  readonly #remove: Statement<Row>;
  readonly #setRetention: Statement<Row>;
  readonly #setTags: Statement<Row>;

  constructor(store: Store) {
    this.#insert = store.statement(
      `INSERT INTO logs_groups (account_id, region, name, created_at, kms_key, class, tags, purged_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#find = store.statement(
      'SELECT * FROM logs_groups WHERE account_id = ? AND region = ? AND name = ?',
    );
    this.#list = store.statement(
      'SELECT * FROM logs_groups WHERE account_id = ? AND region = ? AND name > ? ORDER BY name',
    );
    this.#remove = store.statement('DELETE FROM logs_groups WHERE id = ?');
    this.#setRetention = store.statement('UPDATE logs_groups SET retention_days = ? WHERE id = ?');
    this.#setTags = store.statement('UPDATE logs_groups SET tags = ? WHERE id = ?');
  }

  /** @throws AwsError ResourceAlreadyExistsException */
  create(
    scope: Scope,
    name: string,
    now: Instant,
    options: {
      readonly kmsKey?: string | undefined;
      readonly class?: string | undefined;
      readonly tags?: Readonly<Record<string, string>> | undefined;
    } = {},
  ): LogGroup {
    if (this.find(scope, name) !== undefined) throw groupExists();
    const tags = JSON.stringify(options.tags ?? {});
    const { accountId, region } = scope;
    this.#insert.run(
      accountId,
      region,
      name,
      now,
      options.kmsKey ?? null,
      options.class ?? 'STANDARD',
      tags,
      now,
    );
    return this.get(scope, name);
  }

  find(scope: Scope, name: string): LogGroup | undefined {
    const row = this.#find.get(scope.accountId, scope.region, name);
    return row === undefined ? undefined : groupOf(row);
  }

  /** @throws AwsError ResourceNotFoundException */
  get(scope: Scope, name: string): LogGroup {
    const group = this.find(scope, name);
    if (group === undefined) throw groupNotFound();
    return group;
  }

  /** Groups in order of name, after a name. */
  list(scope: Scope, after: string): readonly LogGroup[] {
    return this.#list.all(scope.accountId, scope.region, after).map(groupOf);
  }

  /** Removes the group with its streams and events. */
  remove(group: LogGroup): void {
    this.#remove.run(group.id);
  }

  /** @throws AwsError InvalidParameterException for a number of days that AWS does not offer */
  setRetention(group: LogGroup, days: number | undefined): void {
    if (days !== undefined && !RETENTIONS.includes(days)) {
      throw constraint(days, 'retentionInDays', `satisfy enum value set: [${RETENTIONS.join(', ')}]`);
    }
    this.#setRetention.run(days ?? null, group.id);
  }

  setTags(group: LogGroup, tags: Readonly<Record<string, string>>): void {
    this.#setTags.run(JSON.stringify(tags), group.id);
  }
}

const groupOf = (row: Row): LogGroup => ({
  id: row.id,
  scope: { accountId: row.account_id, region: row.region, partition: 'aws' },
  name: row.name,
  createdAt: row.created_at,
  retentionDays: row.retention_days ?? undefined,
  kmsKey: row.kms_key ?? undefined,
  class: row.class,
  tags: JSON.parse(row.tags) as Record<string, string>,
});
