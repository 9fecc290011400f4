/** Functions: names that versions, aliases, permissions and concurrency hang on. */
import type { Scope } from '../../kernel/scope.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import { functionExists, functionNotFound } from './errors.ts';
import { functionArn, type FunctionId } from './function-reference.ts';

export interface LambdaFunction extends FunctionId {
  readonly id: number;
  /** The number that the next published version gets. Numbers are never given twice. */
  readonly nextVersion: number;
  /** Counts changes of `$LATEST`, so that publishing can tell whether there is anything new. */
  readonly content: number;
  /** Concurrent executions set aside for it; 0 stops it. */
  readonly reserved: number | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

interface Row {
  readonly id: number;
  readonly account_id: string;
  readonly region: string;
  readonly name: string;
  readonly next_version: number;
  readonly content: number;
  readonly reserved: number | null;
  readonly tags: string;
}

export class Functions {
  readonly #insert: Statement<Row>;
  readonly #find: Statement<Row>;
  readonly #list: Statement<Row>;
  readonly #all: Statement<Row>;
  readonly #remove: Statement<Row>;
  readonly #setReserved: Statement<Row>;
  readonly #setTags: Statement<Row>;
  readonly #nextContent: Statement<{ content: number }>;
  readonly #nextVersion: Statement<{ taken: number }>;
  readonly #usage: Statement<{ functions: number; reserved: number }>;

  constructor(store: Store) {
    this.#insert = store.statement(
      `INSERT INTO lambda_functions (account_id, region, name, next_version, content, tags)
       VALUES (?, ?, ?, 1, 0, ?)`,
    );
    this.#find = store.statement(
      'SELECT * FROM lambda_functions WHERE account_id = ? AND region = ? AND name = ?',
    );
    this.#list = store.statement(
      'SELECT * FROM lambda_functions WHERE account_id = ? AND region = ? AND name > ? ORDER BY name',
    );
    this.#all = store.statement('SELECT * FROM lambda_functions ORDER BY id');
    this.#remove = store.statement('DELETE FROM lambda_functions WHERE id = ?');
    this.#setReserved = store.statement('UPDATE lambda_functions SET reserved = ? WHERE id = ?');
    this.#setTags = store.statement('UPDATE lambda_functions SET tags = ? WHERE id = ?');
    this.#nextContent = store.statement(
      'UPDATE lambda_functions SET content = content + 1 WHERE id = ? RETURNING content',
    );
    this.#nextVersion = store.statement(
      'UPDATE lambda_functions SET next_version = next_version + 1 WHERE id = ? RETURNING next_version - 1 AS taken',
    );
    this.#usage = store.statement(
      `SELECT count(*) AS functions, coalesce(sum(reserved), 0) AS reserved FROM lambda_functions
       WHERE account_id = ? AND region = ?`,
    );
  }

  /** @throws AwsError ResourceConflictException */
  create({ scope, name }: FunctionId, tags: Readonly<Record<string, string>>): LambdaFunction {
    if (this.find({ scope, name }) !== undefined) throw functionExists(name);
    this.#insert.run(scope.accountId, scope.region, name, JSON.stringify(tags));
    return this.get({ scope, name });
  }

  find({ scope, name }: FunctionId): LambdaFunction | undefined {
    const row = this.#find.get(scope.accountId, scope.region, name);
    return row === undefined ? undefined : functionOf(row);
  }

  /**
   * @param named how the request named it, for the refusal
   * @throws AwsError ResourceNotFoundException
   */
  get(id: FunctionId, named = functionArn(id)): LambdaFunction {
    const found = this.find(id);
    if (found === undefined) throw functionNotFound(named);
    return found;
  }

  /** Functions in order of name, after a name. */
  list({ accountId, region }: Scope, after: string): readonly LambdaFunction[] {
    return this.#list.all(accountId, region, after).map(functionOf);
  }

  /** Those of all accounts and regions. */
  all(): readonly LambdaFunction[] {
    return this.#all.all().map(functionOf);
  }

  /** Removes the function and whatever hangs on it. */
  remove(fn: LambdaFunction): void {
    this.#remove.run(fn.id);
  }

  setReserved(fn: LambdaFunction, executions: number | undefined): void {
    this.#setReserved.run(executions ?? null, fn.id);
  }

  setTags(fn: LambdaFunction, tags: Readonly<Record<string, string>>): void {
    this.#setTags.run(JSON.stringify(tags), fn.id);
  }

  /** Takes the number of the next change of `$LATEST`. */
  nextContent(fn: LambdaFunction): number {
    return this.#nextContent.get(fn.id)!.content;
  }

  /** Takes the number of the next version. */
  nextVersion(fn: LambdaFunction): string {
    return String(this.#nextVersion.get(fn.id)!.taken);
  }

  /** How many functions a region of an account has, and how many executions they set aside. */
  usage({ accountId, region }: Scope): { readonly functions: number; readonly reserved: number } {
    return this.#usage.get(accountId, region)!;
  }
}

const functionOf = (row: Row): LambdaFunction => ({
  id: row.id,
  scope: { accountId: row.account_id, region: row.region, partition: 'aws' },
  name: row.name,
  nextVersion: row.next_version,
  content: row.content,
  reserved: row.reserved ?? undefined,
  tags: JSON.parse(row.tags) as Record<string, string>,
});
