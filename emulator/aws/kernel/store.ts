/**
 * The record store: SQLite, in memory or in one file. Services describe their tables, prepare statements once, and
 * change records only inside `transact`, which is synchronous: between its first and last statement nothing else runs,
 * so no locks are needed. Tables are ordinary rowid tables with UNIQUE indexes: WITHOUT ROWID tables measured three to
 * five times slower with values of this size.
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { snapshotRecords, type RecordSnapshot } from './record-snapshot.ts';

export type SqlValue = null | number | bigint | string | Uint8Array;

/** A prepared statement that yields rows as objects of the given shape. */
export interface Statement<Row> {
  get(...values: SqlValue[]): Row | undefined;
  all(...values: SqlValue[]): Row[];
  iterate(...values: SqlValue[]): IterableIterator<Row>;
  /** Runs a change and tells how many rows it touched and the rowid it inserted. */
  run(...values: SqlValue[]): { readonly changes: number; readonly rowid: number };
}

/** How sure a commit is before it is acknowledged: `process` survives a killed process, `power` a power cut too. */
export type Durability = 'process' | 'power';

export class Store {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #depth = 0;
  #snapshots = 0;
  #afterCommit: (() => void)[] = [];

  /** @param file path of the database, or `:memory:` */
  constructor(file: string, durability: Durability = 'process') {
    this.#db = new DatabaseSync(file, { timeout: 1_000 });
    if (file !== ':memory:') {
      // Two clouds on one file would each believe their own caches; the second one is refused.
      this.#db.exec('PRAGMA locking_mode = EXCLUSIVE');
      this.#db.exec('PRAGMA journal_mode = WAL');
      this.#db.exec(`PRAGMA synchronous = ${durability === 'power' ? 'FULL' : 'NORMAL'}`);
    }
    this.#db.exec('PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768');
    this.#db.exec('CREATE TABLE IF NOT EXISTS migrations (owner TEXT PRIMARY KEY, applied INTEGER NOT NULL)');
  }

  /**
   * Brings an owner's tables up to date: migrations are applied once each, in order, and never edited afterwards.
   *
   * @throws SafelightError never; an error here is a defect, or a data folder written by a newer version
   */
  define(owner: string, migrations: readonly string[]): void {
    this.transact(() => {
      const row = this.#prepare('SELECT applied FROM migrations WHERE owner = ?').get(owner);
      const applied = Number(row?.['applied'] ?? 0);
      for (const migration of migrations.slice(applied)) this.#db.exec(migration);
      this.#prepare('INSERT OR REPLACE INTO migrations (owner, applied) VALUES (?, ?)').run(
        owner,
        Math.max(applied, migrations.length),
      );
    });
  }

  /** A statement, prepared on first use and kept. */
  statement<Row = Record<string, SqlValue>>(sql: string): Statement<Row> {
    let prepared: StatementSync | undefined;
    const ready = (): StatementSync => (prepared ??= this.#prepare(sql));
    return {
      get: (...values) => ready().get(...values) as Row | undefined,
      all: (...values) => ready().all(...values) as Row[],
      iterate: (...values) => ready().iterate(...values) as IterableIterator<Row>,
      run: (...values) => {
        const { changes, lastInsertRowid } = ready().run(...values);
        return { changes: Number(changes), rowid: Number(lastInsertRowid) };
      },
    };
  }

  /**
   * Makes the changes of `work` one: all of them are stored, or, when it throws, none. An inner `transact` joins the
   * outer one.
   */
  transact<T>(work: () => T): T {
    if (this.#depth > 0) return work();
    this.#prepare('BEGIN IMMEDIATE').run();
    this.#depth = 1;
    let result: T;
    try {
      result = work();
      this.#prepare('COMMIT').run();
    } catch (error) {
      this.#afterCommit = [];
      if (this.#db.isTransaction) this.#prepare('ROLLBACK').run();
      throw error;
    } finally {
      this.#depth = 0;
    }
    const effects = this.#afterCommit;
    this.#afterCommit = [];
    for (const effect of effects) effect();
    return result;
  }

  /** Runs the effect once the surrounding transaction is stored; never when it is rolled back. */
  afterCommit(effect: () => void): void {
    if (this.#depth === 0) effect();
    else this.#afterCommit.push(effect);
  }

  /** Keeps the records as they are now; only between transactions. */
  snapshot(): RecordSnapshot {
    this.#snapshots += 1;
    const snapshot = snapshotRecords(this.#db, `snapshot_${this.#snapshots}`);
    return { ...snapshot, restore: () => this.transact(() => snapshot.restore()) };
  }

  close(): void {
    this.#statements.clear();
    this.#db.close();
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
