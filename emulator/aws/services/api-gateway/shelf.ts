/**
 * Documents of one kind, each under a name within its owner, in the order in which they were made. The owner is an API,
 * a usage plan, or a region of an account.
 */
import type { Scope } from '../../kernel/scope.ts';
import type { Statement, Store } from '../../kernel/store.ts';

export type Kind =
  | 'account'
  | 'api-key'
  | 'authorizer'
  | 'deployment'
  | 'gateway-response'
  | 'model'
  | 'request-validator'
  | 'resource'
  | 'stage'
  | 'usage-plan'
  | 'usage-plan-key';

export const ownerOf = ({ accountId, region }: Scope): string => `${accountId}/${region}`;

export class Shelf<Document extends object> {
  readonly #kind: Kind;
  readonly #put: Statement<never>;
  readonly #find: Statement<{ document: string }>;
  readonly #list: Statement<{ document: string }>;
  readonly #remove: Statement<never>;

  constructor(store: Store, kind: Kind) {
    this.#kind = kind;
    this.#put = store.statement(
      `INSERT INTO api_gateway_documents (owner, kind, name, document) VALUES (?, ?, ?, ?)
       ON CONFLICT (owner, kind, name) DO UPDATE SET document = excluded.document`,
    );
    this.#find = store.statement(
      'SELECT document FROM api_gateway_documents WHERE owner = ? AND kind = ? AND name = ?',
    );
    this.#list = store.statement(
      'SELECT document FROM api_gateway_documents WHERE owner = ? AND kind = ? ORDER BY id',
    );
    this.#remove = store.statement(
      'DELETE FROM api_gateway_documents WHERE owner = ? AND kind = ? AND name = ?',
    );
  }

  put(owner: string, name: string, document: Document): void {
    this.#put.run(owner, this.#kind, name, JSON.stringify(document));
  }

  find(owner: string, name: string): Document | undefined {
    const row = this.#find.get(owner, this.#kind, name);
    return row === undefined ? undefined : (JSON.parse(row.document) as Document);
  }

  list(owner: string): Document[] {
    return this.#list.all(owner, this.#kind).map(({ document }) => JSON.parse(document) as Document);
  }

  /** Whether there was one. */
  remove(owner: string, name: string): boolean {
    return this.#remove.run(owner, this.#kind, name).changes > 0;
  }
}
