/** Queries that were run, and their results: kept for seven days (user guide, read 2026-11-20). */
import { days, type Instant } from '../../kernel/instant.ts';
import type { Scope } from '../../kernel/scope.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import { queryNotFound } from './errors.ts';
import type { QueryResults } from './insights/run.ts';

export interface RanQuery {
  readonly id: string;
  readonly text: string;
  readonly groups: readonly string[];
  readonly at: Instant;
  readonly results: QueryResults;
}

interface Row {
  readonly query_id: string;
  readonly query: string;
  readonly groups: string;
  readonly at: number;
  readonly results: string;
}

const KEPT = days(7);

export class Queries {
  readonly #insert: Statement<never>;
  readonly #expire: Statement<never>;
  readonly #find: Statement<Row>;
  readonly #list: Statement<Row>;

  constructor(store: Store) {
    this.#insert = store.statement(
      'INSERT INTO logs_queries (account_id, region, query_id, query, groups, at, results) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.#expire = store.statement('DELETE FROM logs_queries WHERE at < ?');
    this.#find = store.statement(
      'SELECT * FROM logs_queries WHERE account_id = ? AND region = ? AND query_id = ? AND at >= ?',
    );
    this.#list = store.statement(
      'SELECT * FROM logs_queries WHERE account_id = ? AND region = ? AND at >= ? ORDER BY id DESC',
    );
  }

  add({ accountId, region }: Scope, query: RanQuery): void {
    const { id, text, groups, at, results } = query;
    this.#expire.run(at - KEPT);
    this.#insert.run(accountId, region, id, text, JSON.stringify(groups), at, JSON.stringify(results));
  }

  /** @throws AwsError ResourceNotFoundException */
  get({ accountId, region }: Scope, id: string, now: Instant): RanQuery {
    const row = this.#find.get(accountId, region, id, now - KEPT);
    if (row === undefined) throw queryNotFound();
    return queryOf(row);
  }

  /** Newest first. */
  list({ accountId, region }: Scope, now: Instant): readonly RanQuery[] {
    return this.#list.all(accountId, region, now - KEPT).map(queryOf);
  }
}

const queryOf = (row: Row): RanQuery => ({
  id: row.query_id,
  text: row.query,
  groups: JSON.parse(row.groups) as string[],
  at: row.at,
  results: JSON.parse(row.results) as QueryResults,
});
