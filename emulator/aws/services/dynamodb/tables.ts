/** The tables of a cloud: the records, and each table once in memory. */
import type { Instant } from '../../kernel/instant.ts';
import { parseArn, type Scope } from '../../kernel/scope.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import { namedTableNotFound, notFound } from './errors.ts';
import { Table, type TableDefinition } from './table.ts';

interface Row {
  readonly id: number;
  readonly account_id: string;
  readonly region: string;
  readonly name: string;
  readonly definition: string;
}

export class Tables {
  readonly #store: Store;
  readonly #known = new Map<string, Table>();
  readonly #insert: Statement<Row>;
  readonly #update: Statement<Row>;
  readonly #remove: Statement<Row>;
  readonly #all: Statement<Row>;

  constructor(store: Store) {
    this.#store = store;
    this.#insert = store.statement(
      'INSERT INTO dynamodb_tables (account_id, region, name, definition) VALUES (?, ?, ?, ?)',
    );
    this.#update = store.statement('UPDATE dynamodb_tables SET definition = ? WHERE id = ?');
    this.#remove = store.statement('DELETE FROM dynamodb_tables WHERE id = ?');
    this.#all = store.statement('SELECT * FROM dynamodb_tables');
    for (const row of this.#all.all()) {
      const scope: Scope = { accountId: row.account_id, region: row.region, partition: 'aws' };
      const table = new Table(row.id, scope, JSON.parse(row.definition) as TableDefinition);
      // Known at once: a cloud is raised in one transaction, and what looks for tables on the way must find them.
      this.#known.set(keyOf(scope, table.name), table);
    }
  }

  find(scope: Scope, name: string): Table | undefined {
    return this.#known.get(keyOf(scope, name));
  }

  /**
   * The table a data operation works on.
   *
   * @throws AwsError ResourceNotFoundException while it is being made or deleted, too
   */
  active(scope: Scope, name: string, now: Instant): Table {
    const table = this.find(scope, name);
    const status = table?.status(now);
    if (table === undefined || status === 'CREATING' || status === 'DELETING') throw notFound();
    return table;
  }

  /** @throws AwsError ResourceNotFoundException, or what else says that the table is missing */
  named(scope: Scope, name: string, missing = namedTableNotFound): Table {
    const table = this.find(scope, name);
    if (table === undefined) throw missing(name);
    return table;
  }

  /** The tables of an account and region, by name. */
  of(scope: Scope): readonly Table[] {
    const here = [...this.#known.values()].filter(
      (table) => table.scope.accountId === scope.accountId && table.scope.region === scope.region,
    );
    return here.toSorted((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  }

  all(): Iterable<Table> {
    return this.#known.values();
  }

  byId(id: number): Table | undefined {
    for (const table of this.#known.values()) if (table.id === id) return table;
    return undefined;
  }

  add(scope: Scope, definition: TableDefinition): Table {
    const { accountId, region } = scope;
    const { rowid } = this.#insert.run(accountId, region, definition.name, JSON.stringify(definition));
    return this.#remember(new Table(rowid, scope, definition));
  }

  /** Stores a changed definition; the table as it was stays what it was. */
  change(table: Table, changes: Partial<TableDefinition>): Table {
    return this.replace(table, { ...table.definition, ...changes });
  }

  replace(table: Table, definition: TableDefinition): Table {
    this.#update.run(JSON.stringify(definition), table.id);
    return this.#remember(new Table(table.id, table.scope, definition));
  }

  remove(table: Table): void {
    this.#remove.run(table.id);
    this.#store.afterCommit(() => this.#known.delete(keyOf(table.scope, table.name)));
  }

  /** What is rolled back was never known. */
  #remember(table: Table): Table {
    this.#store.afterCommit(() => this.#known.set(keyOf(table.scope, table.name), table));
    return table;
  }
}

const keyOf = ({ accountId, region }: Scope, name: string): string => `${accountId}/${region}/${name}`;

/** The name of a table given by name or by ARN. */
export function tableNameOf(given: string | undefined): string {
  if (given === undefined || !given.startsWith('arn:')) return given ?? '';
  const resource = parseArn(given)?.resource ?? '';
  return resource.startsWith('table/') ? (resource.split('/')[1] ?? '') : given;
}
