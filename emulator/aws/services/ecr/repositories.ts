/** The repositories of all accounts and regions. */
import type { EncryptionConfiguration, ImageTagMutability } from '@aws-sdk/client-ecr';
import type { Instant } from '../../kernel/instant.ts';
import { arn, type Scope } from '../../kernel/scope.ts';
import type { Statement, Store } from '../../kernel/store.ts';

/** What can be set of a repository. */
interface Settings {
  readonly mutability: ImageTagMutability;
  readonly scanOnPush: boolean;
  readonly encryption: EncryptionConfiguration;
  readonly tags: Readonly<Record<string, string>>;
  /** Policies are documents as they were given. */
  readonly policy?: string | undefined;
  readonly lifecyclePolicy?: string | undefined;
}

export interface Repository extends Settings {
  readonly scope: Scope;
  readonly name: string;
  readonly createdAt: Instant;
}

interface Row {
  readonly account_id: string;
  readonly region: string;
  readonly name: string;
  readonly settings: string;
  readonly created_at: number;
}

export const repositoryArn = ({ scope, name }: Pick<Repository, 'name' | 'scope'>): string =>
  arn('ecr', scope, `repository/${name}`);

export class Repositories {
  readonly #insert: Statement<Row>;
  readonly #find: Statement<Row>;
  readonly #list: Statement<Row>;
  readonly #update: Statement<Row>;
  readonly #remove: Statement<Row>;

  constructor(store: Store) {
    const one = 'account_id = ? AND region = ? AND name = ?';
    this.#insert = store.statement(
      'INSERT INTO ecr_repositories (account_id, region, name, settings, created_at) VALUES (?, ?, ?, ?, ?)',
    );
    this.#find = store.statement(`SELECT * FROM ecr_repositories WHERE ${one}`);
    this.#list = store.statement(
      'SELECT * FROM ecr_repositories WHERE account_id = ? AND region = ? ORDER BY name',
    );
    this.#update = store.statement(`UPDATE ecr_repositories SET settings = ? WHERE ${one}`);
    this.#remove = store.statement(`DELETE FROM ecr_repositories WHERE ${one}`);
  }

  create(repository: Repository): void {
    const { scope, name, createdAt } = repository;
    this.#insert.run(scope.accountId, scope.region, name, settingsText(repository), createdAt);
  }

  find({ accountId, region }: Scope, name: string): Repository | undefined {
    const row = this.#find.get(accountId, region, name);
    return row && repositoryOf(row);
  }

  /** By name. */
  list({ accountId, region }: Scope): readonly Repository[] {
    return this.#list.all(accountId, region).map(repositoryOf);
  }

  update(repository: Repository, change: Partial<Settings>): Repository {
    const next = { ...repository, ...change };
    const { scope, name } = repository;
    this.#update.run(settingsText(next), scope.accountId, scope.region, name);
    return next;
  }

  remove({ scope, name }: Repository): void {
    this.#remove.run(scope.accountId, scope.region, name);
  }
}

const settingsText = (repository: Repository): string => {
  const { mutability, scanOnPush, encryption, tags, policy, lifecyclePolicy } = repository;
  return JSON.stringify({ mutability, scanOnPush, encryption, tags, policy, lifecyclePolicy });
};

const repositoryOf = (row: Row): Repository => ({
  scope: { accountId: row.account_id, region: row.region, partition: 'aws' },
  name: row.name,
  createdAt: row.created_at,
  ...(JSON.parse(row.settings) as Settings),
});
