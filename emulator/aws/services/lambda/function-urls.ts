/** Function URLs: addresses at which a function answers plain HTTP. Evidence: aws.md section B.7. */
import type { Cors, FunctionUrlAuthType, InvokeMode } from '@aws-sdk/client-lambda';
import type { Instant } from '../../kernel/instant.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import { LATEST } from './function-reference.ts';
import type { LambdaFunction } from './functions.ts';

export interface FunctionUrl {
  readonly functionId: number;
  /** An alias, or `$LATEST`. */
  readonly qualifier: string;
  /** The first label of the URL's host. */
  readonly urlId: string;
  readonly authType: FunctionUrlAuthType;
  readonly cors: Cors | undefined;
  readonly invokeMode: InvokeMode;
  readonly createdAt: Instant;
  readonly modifiedAt: Instant;
}

interface Row {
  readonly function_id: number;
  readonly qualifier: string;
  readonly url_id: string;
  readonly auth_type: string;
  readonly cors: string | null;
  readonly invoke_mode: string;
  readonly created_at: number;
  readonly modified_at: number;
  readonly account_id: string;
  readonly region: string;
  readonly name: string;
}

export class FunctionUrls {
  readonly #put: Statement<Row>;
  readonly #find: Statement<Row>;
  readonly #list: Statement<Row>;
  readonly #owner: Statement<Row>;
  readonly #remove: Statement<Row>;

  constructor(store: Store) {
    this.#put = store.statement(
      `INSERT INTO lambda_urls
         (function_id, qualifier, url_id, auth_type, cors, invoke_mode, created_at, modified_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (function_id, qualifier) DO UPDATE SET auth_type = excluded.auth_type, cors = excluded.cors,
         invoke_mode = excluded.invoke_mode, modified_at = excluded.modified_at`,
    );
    this.#find = store.statement('SELECT * FROM lambda_urls WHERE function_id = ? AND qualifier = ?');
    this.#list = store.statement('SELECT * FROM lambda_urls WHERE function_id = ? ORDER BY qualifier');
    this.#owner = store.statement(
      `SELECT u.*, f.account_id, f.region, f.name FROM lambda_urls u JOIN lambda_functions f ON f.id = u.function_id
       WHERE u.url_id = ?`,
    );
    this.#remove = store.statement('DELETE FROM lambda_urls WHERE function_id = ? AND qualifier = ?');
  }

  put(url: FunctionUrl): void {
    this.#put.run(
      url.functionId,
      url.qualifier,
      url.urlId,
      url.authType,
      url.cors === undefined ? null : JSON.stringify(url.cors),
      url.invokeMode,
      url.createdAt,
      url.modifiedAt,
    );
  }

  find(fn: LambdaFunction, qualifier: string | undefined): FunctionUrl | undefined {
    const row = this.#find.get(fn.id, qualifier ?? LATEST);
    return row === undefined ? undefined : urlOf(row);
  }

  list(fn: LambdaFunction): readonly FunctionUrl[] {
    return this.#list.all(fn.id).map(urlOf);
  }

  /** The URL with this id and the ARN of what it invokes. */
  locate(urlId: string): { readonly url: FunctionUrl; readonly functionArn: string } | undefined {
    const row = this.#owner.get(urlId);
    if (row === undefined) return undefined;
    const qualifier = row.qualifier === LATEST ? '' : `:${row.qualifier}`;
    return {
      url: urlOf(row),
      functionArn: `arn:aws:lambda:${row.region}:${row.account_id}:function:${row.name}${qualifier}`,
    };
  }

  /** Whether there was one. */
  remove(fn: LambdaFunction, qualifier: string | undefined): boolean {
    return this.#remove.run(fn.id, qualifier ?? LATEST).changes > 0;
  }
}

const urlOf = (row: Row): FunctionUrl => ({
  functionId: row.function_id,
  qualifier: row.qualifier,
  urlId: row.url_id,
  authType: row.auth_type as FunctionUrlAuthType,
  cors: row.cors === null ? undefined : (JSON.parse(row.cors) as Cors),
  invokeMode: row.invoke_mode as InvokeMode,
  createdAt: row.created_at,
  modifiedAt: row.modified_at,
});
