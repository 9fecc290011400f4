/** Aliases: names for a version, or for two between which invocations are shared out. */
import type { Ids } from '../../kernel/ids.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import { aliasNotFound, conflict } from './errors.ts';
import { functionArn } from './function-reference.ts';
import type { LambdaFunction } from './functions.ts';

/** The share of invocations, from 0 to 1, that goes to a second version. */
export type AliasWeights = Readonly<Record<string, number>>;

export interface Alias {
  readonly id: number;
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly weights: AliasWeights | undefined;
  readonly revisionId: string;
}

interface Row {
  readonly id: number;
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly weights: string | null;
  readonly revision: string;
}

export class Aliases {
  readonly #ids: Ids;
  readonly #insert: Statement<Row>;
  readonly #find: Statement<Row>;
  readonly #list: Statement<Row>;
  readonly #update: Statement<Row>;
  readonly #remove: Statement<Row>;

  constructor(store: Store, ids: Ids) {
    this.#ids = ids;
    this.#insert = store.statement(
      `INSERT INTO lambda_aliases (function_id, name, version, description, weights, revision)
       VALUES (?, ?, ?, ?, ?, ?)`,
    );
    this.#find = store.statement('SELECT * FROM lambda_aliases WHERE function_id = ? AND name = ?');
    this.#list = store.statement('SELECT * FROM lambda_aliases WHERE function_id = ? ORDER BY name');
    this.#update = store.statement(
      'UPDATE lambda_aliases SET version = ?, description = ?, weights = ?, revision = ? WHERE id = ?',
    );
    this.#remove = store.statement('DELETE FROM lambda_aliases WHERE function_id = ? AND name = ?');
  }

  /** @throws AwsError ResourceConflictException */
  create(fn: LambdaFunction, alias: Pick<Alias, 'name' | 'version' | 'description' | 'weights'>): Alias {
    const { name, version, description, weights } = alias;
    if (this.find(fn, name) !== undefined) throw conflict(`Alias already exists: ${functionArn(fn, name)}`);
    this.#insert.run(fn.id, name, version, description, textOf(weights), this.#ids.uuid());
    return this.get(fn, name);
  }

  find(fn: LambdaFunction, name: string): Alias | undefined {
    const row = this.#find.get(fn.id, name);
    return row === undefined ? undefined : aliasOf(row);
  }

  /** @throws AwsError ResourceNotFoundException */
  get(fn: LambdaFunction, name: string): Alias {
    const found = this.find(fn, name);
    if (found === undefined) throw aliasNotFound(functionArn(fn, name));
    return found;
  }

  /** In order of name. */
  list(fn: LambdaFunction): readonly Alias[] {
    return this.#list.all(fn.id).map(aliasOf);
  }

  /** Stores the alias as given, under a new revision. */
  update(fn: LambdaFunction, { id, name, version, description, weights }: Alias): Alias {
    this.#update.run(version, description, textOf(weights), this.#ids.uuid(), id);
    return this.get(fn, name);
  }

  /** Removing what is not there succeeds. */
  remove(fn: LambdaFunction, name: string): void {
    this.#remove.run(fn.id, name);
  }
}

const textOf = (weights: AliasWeights | undefined): string | null =>
  weights === undefined ? null : JSON.stringify(weights);

const aliasOf = ({ id, name, version, description, weights, revision }: Row): Alias => ({
  id,
  name,
  version,
  description,
  weights: weights === null ? undefined : (JSON.parse(weights) as AliasWeights),
  revisionId: revision,
});
