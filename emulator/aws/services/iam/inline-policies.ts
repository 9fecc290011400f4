/** Policies that belong to one identity. */
import type { Statement, Store } from '../../kernel/store.ts';
import type { Identity } from './identity.ts';

export interface InlinePolicy {
  readonly name: string;
  readonly document: string;
}

export class InlinePolicies {
  readonly #put: Statement<InlinePolicy>;
  readonly #list: Statement<InlinePolicy>;
  readonly #remove: Statement<InlinePolicy>;

  constructor(store: Store) {
    this.#put = store.statement(
      `INSERT INTO iam_inline_policies (identity, name, document) VALUES (?, ?, ?)
       ON CONFLICT (identity, name) DO UPDATE SET document = excluded.document`,
    );
    this.#list = store.statement(
      'SELECT name, document FROM iam_inline_policies WHERE identity = ? ORDER BY name',
    );
    this.#remove = store.statement('DELETE FROM iam_inline_policies WHERE identity = ? AND name = ?');
  }

  put(identity: Identity, { name, document }: InlinePolicy): void {
    this.#put.run(identity.id, name, document);
  }

  /** In order of name. */
  list(identity: Identity): readonly InlinePolicy[] {
    return this.#list.all(identity.id);
  }

  find(identity: Identity, name: string): InlinePolicy | undefined {
    return this.list(identity).find((policy) => policy.name === name);
  }

  remove(identity: Identity, name: string): void {
    this.#remove.run(identity.id, name);
  }
}
