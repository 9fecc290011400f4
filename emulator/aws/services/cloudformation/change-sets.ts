/** Change sets: versions of a stack that are described before they are brought about. */
import type { Instant } from '../../kernel/instant.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import type { ResourceChange } from './resource-changes.ts';
import type { StackVersion } from './stacks.ts';

interface Row {
  readonly arn: string;
  readonly stack: string;
  readonly name: string;
  readonly kind: string;
  readonly status: string;
  readonly reason: string | null;
  readonly execution: string;
  readonly description: string | null;
  readonly version: string;
  readonly changes: string;
  readonly created: number;
}

export interface ChangeSet {
  readonly arn: string;
  readonly stack: string;
  readonly name: string;
  readonly kind: 'CREATE' | 'UPDATE';
  readonly status: 'CREATE_COMPLETE' | 'FAILED';
  readonly reason: string | null;
  readonly execution: 'AVAILABLE' | 'EXECUTE_COMPLETE' | 'EXECUTE_FAILED' | 'OBSOLETE' | 'UNAVAILABLE';
  readonly description: string | undefined;
  readonly version: StackVersion;
  readonly changes: readonly ResourceChange[];
  readonly created: Instant;
}

export class ChangeSets {
  readonly #insert: Statement<never>;
  readonly #ofStack: Statement<Row>;
  readonly #byArn: Statement<Row>;
  readonly #setExecution: Statement<never>;
  readonly #delete: Statement<never>;

  constructor(store: Store) {
    this.#insert = store.statement(
      `INSERT INTO cloudformation_change_sets
         (arn, stack, name, kind, status, reason, execution, description, version, changes, created)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#ofStack = store.statement('SELECT * FROM cloudformation_change_sets WHERE stack = ? ORDER BY id');
    this.#byArn = store.statement('SELECT * FROM cloudformation_change_sets WHERE arn = ?');
    this.#setExecution = store.statement('UPDATE cloudformation_change_sets SET execution = ? WHERE arn = ?');
    this.#delete = store.statement('DELETE FROM cloudformation_change_sets WHERE arn = ?');
  }

  add(set: ChangeSet): void {
    const { arn, stack, name, kind, status, reason, execution, description = null, created } = set;
    const texts = [JSON.stringify(set.version), JSON.stringify(set.changes)];
    this.#insert.run(arn, stack, name, kind, status, reason, execution, description, ...texts, created);
  }

  /** Oldest first. */
  list(stack: string): readonly ChangeSet[] {
    return this.#ofStack.all(stack).map(read);
  }

  get(arn: string): ChangeSet | undefined {
    const row = this.#byArn.get(arn);
    return row && read(row);
  }

  setExecution(arn: string, execution: ChangeSet['execution']): void {
    this.#setExecution.run(execution, arn);
  }

  delete(arn: string): void {
    this.#delete.run(arn);
  }
}

const read = (row: Row): ChangeSet => ({
  ...row,
  kind: row.kind as ChangeSet['kind'],
  status: row.status as ChangeSet['status'],
  execution: row.execution as ChangeSet['execution'],
  description: row.description ?? undefined,
  version: JSON.parse(row.version) as StackVersion,
  changes: JSON.parse(row.changes) as readonly ResourceChange[],
});
