/** Dashboards: kept and returned as they were written. They belong to an account, whichever region was asked. */
import type { Instant } from '../../kernel/instant.ts';
import type { Statement, Store } from '../../kernel/store.ts';

export interface Dashboard {
  readonly name: string;
  readonly body: string;
  readonly modified_at: Instant;
}

export class Dashboards {
  readonly #put: Statement<never>;
  readonly #find: Statement<Dashboard>;
  readonly #list: Statement<Dashboard>;
  readonly #remove: Statement<never>;

  constructor(store: Store) {
    this.#put = store.statement(
      `INSERT INTO cloudwatch_dashboards (account_id, name, body, modified_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (account_id, name) DO UPDATE SET body = excluded.body, modified_at = excluded.modified_at`,
    );
    this.#find = store.statement('SELECT * FROM cloudwatch_dashboards WHERE account_id = ? AND name = ?');
    this.#list = store.statement(
      'SELECT * FROM cloudwatch_dashboards WHERE account_id = ? AND name > ? ORDER BY name',
    );
    this.#remove = store.statement('DELETE FROM cloudwatch_dashboards WHERE account_id = ? AND name = ?');
  }

  put(accountId: string, name: string, body: string, now: Instant): void {
    this.#put.run(accountId, name, body, now);
  }

  find(accountId: string, name: string): Dashboard | undefined {
    return this.#find.get(accountId, name);
  }

  /** In order of name, after a name. */
  list(accountId: string, after: string): readonly Dashboard[] {
    return this.#list.all(accountId, after);
  }

  remove(accountId: string, name: string): void {
    this.#remove.run(accountId, name);
  }
}

/** `arn:aws:cloudwatch::000000000000:dashboard/NAME` */
export const dashboardArn = (accountId: string, name: string): string =>
  `arn:aws:cloudwatch::${accountId}:dashboard/${name}`;
