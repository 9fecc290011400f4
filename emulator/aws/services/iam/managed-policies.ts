/** Policies that stand by themselves, in versions, and whom they are attached to. */
import type { Instant } from '../../kernel/instant.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import { AWS_POLICIES } from './aws-policies.ts';
import type { Identity } from './identity.ts';

export interface ManagedPolicy {
  /** 0 for policies that AWS manages. */
  readonly id: number;
  readonly arn: string;
  readonly account: string;
  readonly name: string;
  readonly path: string;
  /** `ANPA…` */
  readonly uniqueId: string;
  readonly description: string | undefined;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly defaultVersion: number;
  readonly newestVersion: number;
  readonly tags: Readonly<Record<string, string>>;
}

export interface PolicyVersion {
  readonly number: number;
  readonly document: string;
  readonly createdAt: Instant;
}

interface Row {
  readonly id: number;
  readonly arn: string;
  readonly account_id: string;
  readonly name: string;
  readonly path: string;
  readonly unique_id: string;
  readonly description: string | null;
  readonly created_at: number;
  readonly updated_at: number;
  readonly default_version: number;
  readonly newest_version: number;
  readonly tags: string;
}

interface VersionRow {
  readonly number: number;
  readonly document: string;
  readonly created_at: number;
}

export class ManagedPolicies {
  readonly #insert: Statement<Row>;
  readonly #byArn: Statement<Row>;
  readonly #byName: Statement<Row>;
  readonly #list: Statement<Row>;
  readonly #update: Statement<Row>;
  readonly #remove: Statement<Row>;
  readonly #addVersion: Statement<VersionRow>;
  readonly #versions: Statement<VersionRow>;
  readonly #removeVersion: Statement<VersionRow>;
  readonly #attach: Statement<{ policy: string }>;
  readonly #detach: Statement<{ policy: string }>;
  readonly #attached: Statement<{ policy: string }>;
  readonly #holders: Statement<{ identity: number }>;

  constructor(store: Store) {
    this.#insert = store.statement(
      `INSERT INTO iam_policies (arn, account_id, name, path, unique_id, description, created_at, updated_at,
         default_version, newest_version, tags) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, 1, ?)`,
    );
    this.#byArn = store.statement('SELECT * FROM iam_policies WHERE arn = ?');
    this.#byName = store.statement('SELECT * FROM iam_policies WHERE account_id = ? AND name = ?');
    this.#list = store.statement('SELECT * FROM iam_policies WHERE account_id = ? ORDER BY name');
    this.#update = store.statement(
      'UPDATE iam_policies SET updated_at = ?, default_version = ?, newest_version = ?, tags = ? WHERE id = ?',
    );
    this.#remove = store.statement('DELETE FROM iam_policies WHERE id = ?');
    this.#addVersion = store.statement(
      'INSERT INTO iam_policy_versions (policy, number, document, created_at) VALUES (?, ?, ?, ?)',
    );
    this.#versions = store.statement(
      'SELECT * FROM iam_policy_versions WHERE policy = ? ORDER BY number DESC',
    );
    this.#removeVersion = store.statement('DELETE FROM iam_policy_versions WHERE policy = ? AND number = ?');
    this.#attach = store.statement('INSERT OR IGNORE INTO iam_attachments (identity, policy) VALUES (?, ?)');
    this.#detach = store.statement('DELETE FROM iam_attachments WHERE identity = ? AND policy = ?');
    this.#attached = store.statement('SELECT policy FROM iam_attachments WHERE identity = ? ORDER BY policy');
    this.#holders = store.statement('SELECT identity FROM iam_attachments WHERE policy = ?');
  }

  create(
    policy: Omit<ManagedPolicy, 'id' | 'updatedAt' | 'defaultVersion' | 'newestVersion'>,
    document: string,
  ): ManagedPolicy {
    const { rowid } = this.#insert.run(
      policy.arn,
      policy.account,
      policy.name,
      policy.path,
      policy.uniqueId,
      policy.description ?? null,
      policy.createdAt,
      policy.createdAt,
      JSON.stringify(policy.tags),
    );
    this.#addVersion.run(rowid, 1, document, policy.createdAt);
    return { ...policy, id: rowid, updatedAt: policy.createdAt, defaultVersion: 1, newestVersion: 1 };
  }

  /** Of an account, or one that AWS manages. */
  find(arn: string): ManagedPolicy | undefined {
    const row = this.#byArn.get(arn);
    return row === undefined ? AWS_POLICIES.get(arn)?.policy : policyOf(row);
  }

  named(account: string, name: string): ManagedPolicy | undefined {
    const row = this.#byName.get(account, name);
    return row === undefined ? undefined : policyOf(row);
  }

  /** The account's own, in order of name. */
  list(account: string): readonly ManagedPolicy[] {
    return this.#list.all(account).map(policyOf);
  }

  update(policy: ManagedPolicy, change: Partial<ManagedPolicy>): ManagedPolicy {
    const next = { ...policy, ...change };
    const tags = JSON.stringify(next.tags);
    this.#update.run(next.updatedAt, next.defaultVersion, next.newestVersion, tags, policy.id);
    return next;
  }

  remove(policy: ManagedPolicy): void {
    this.#remove.run(policy.id);
  }

  /** @returns the new version's number */
  addVersion(policy: ManagedPolicy, document: string, asDefault: boolean, now: Instant): PolicyVersion {
    const number = policy.newestVersion + 1;
    this.#addVersion.run(policy.id, number, document, now);
    const defaultVersion = asDefault ? number : policy.defaultVersion;
    this.update(policy, { newestVersion: number, updatedAt: now, defaultVersion });
    return { number, document, createdAt: now };
  }

  /** Newest first. */
  versions(policy: ManagedPolicy): readonly PolicyVersion[] {
    const fixed = AWS_POLICIES.get(policy.arn);
    if (fixed !== undefined) return [{ number: 1, document: fixed.document, createdAt: policy.createdAt }];
    return this.#versions
      .all(policy.id)
      .map(({ number, document, created_at: createdAt }) => ({ number, document, createdAt }));
  }

  removeVersion(policy: ManagedPolicy, number: number): void {
    this.#removeVersion.run(policy.id, number);
  }

  /** The document that counts; `undefined` when there is no such policy. */
  document(arn: string): string | undefined {
    const policy = this.find(arn);
    if (policy === undefined) return undefined;
    return this.versions(policy).find(({ number }) => number === policy.defaultVersion)?.document;
  }

  attach(identity: Identity, arn: string): void {
    this.#attach.run(identity.id, arn);
  }

  /** @returns whether it was attached */
  detach(identity: Identity, arn: string): boolean {
    return this.#detach.run(identity.id, arn).changes > 0;
  }

  /** ARNs of what is attached to the identity. */
  attachedTo(identity: Identity): readonly string[] {
    return this.#attached.all(identity.id).map(({ policy }) => policy);
  }

  /** Numbers of the identities' records that the policy is attached to. */
  holders(arn: string): readonly number[] {
    return this.#holders.all(arn).map(({ identity }) => identity);
  }
}

const policyOf = (row: Row): ManagedPolicy => ({
  id: row.id,
  arn: row.arn,
  account: row.account_id,
  name: row.name,
  path: row.path,
  uniqueId: row.unique_id,
  description: row.description ?? undefined,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  defaultVersion: row.default_version,
  newestVersion: row.newest_version,
  tags: JSON.parse(row.tags) as Record<string, string>,
});
