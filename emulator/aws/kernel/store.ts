/**
 * The record store: SQLite, in memory or in one file. Services describe their tables, prepare statements once, and
 * change records only inside `transact`, which is synchronous: between its first and last statement nothing else runs,
 * so no locks are needed. Tables are ordinary rowid tables with UNIQUE indexes: WITHOUT ROWID tables measured three to
 * five times slower with values of this size.
 */
import { createHash } from 'node:crypto';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';
import { recordsInFile, snapshotRecords, type RecordSnapshot } from './record-snapshot.ts';
import { SafelightError } from './safelight-error.ts';
import { StorageFailure } from './storage-failure.ts';

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

/** `safe` in ASCII: marks the file as ours, for `file` and for us. */
const APPLICATION_ID = 0x73_61_66_65;

export class Store {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #prepared = new Map<string, Prepared>();
  #depth = 0;
  #snapshots = 0;
  #afterCommit: (() => void)[] = [];
  readonly #owners = new Set<string>();
  /** Adds to every transaction before it is stored. */
  beforeCommit: () => void = () => undefined;

  /**
   * @param file path of the database, or `:memory:`
   * @throws StorageFailure `damaged` when the file fails SQLite's quick check
   * @throws SafelightError ERR_DATA_FOLDER_VERSION when the file is not ours
   */
  constructor(file: string, durability: Durability = 'process') {
    this.#db = new DatabaseSync(file, { timeout: 1_000 });
    try {
      if (file !== ':memory:') this.#take(durability);
      this.#db.exec('PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768');
      this.#db.exec(
        'CREATE TABLE IF NOT EXISTS migrations (owner TEXT PRIMARY KEY, applied INTEGER NOT NULL, digest TEXT NOT NULL)',
      );
    } catch (error) {
      this.#db.close();
      throw error;
    }
  }

  /**
   * Brings an owner's tables up to date: migrations are applied once each, in order, and never edited afterwards.
   *
   * @throws SafelightError ERR_DATA_FOLDER_VERSION when the records were written by a version that has others
   */
  define(owner: string, migrations: readonly string[]): void {
    this.transact(() => {
      const row = this.#prepare('SELECT applied, digest FROM migrations WHERE owner = ?').get(owner);
      const applied = Number(row?.['applied'] ?? 0);
      if (applied > migrations.length || (row && row['digest'] !== digestOf(migrations.slice(0, applied))))
        throw otherVersion(owner);
      this.#owners.add(owner);
      if (row !== undefined && applied === migrations.length) return;
      for (const migration of migrations.slice(applied)) this.#db.exec(migration);
      this.#prepare('INSERT OR REPLACE INTO migrations (owner, applied, digest) VALUES (?, ?, ?)').run(
        owner,
        migrations.length,
        digestOf(migrations),
      );
    });
  }

  /**
   * Records of an owner that nobody has defined were written by a version that knows more.
   *
   * @throws SafelightError ERR_DATA_FOLDER_VERSION
   */
  refuseStrangers(): void {
    for (const row of this.#prepare('SELECT owner FROM migrations').all()) {
      if (!this.#owners.has(String(row['owner']))) throw otherVersion(String(row['owner']));
    }
  }

  /** A statement, prepared on first use and kept. */
  statement<Row = Record<string, SqlValue>>(sql: string): Statement<Row> {
    let prepared: Prepared | undefined;
    const ready = (): Prepared => (prepared ??= this.#ready(sql));
    return {
      get(...values) {
        const { statement, toRow } = ready();
        const found = statement.get(...values) as unknown as SqlValue[] | undefined;
        return found && (toRow(found) as Row);
      },
      all(...values) {
        const { statement, toRow } = ready();
        return (statement.all(...values) as unknown as SqlValue[][]).map(toRow) as Row[];
      },
      *iterate(...values) {
        const { statement, toRow } = ready();
        const found = statement.iterate(...values) as unknown as Iterable<SqlValue[]>;
        for (const row of found) yield toRow(row) as Row;
      },
      run: (...values) => {
        const { changes, lastInsertRowid } = ready().statement.run(...values);
        return { changes: Number(changes), rowid: Number(lastInsertRowid) };
      },
    };
  }

  /** Whether a transaction is under way, whose changes may yet be taken back. */
  get isChanging(): boolean {
    return this.#depth > 0;
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
      this.beforeCommit();
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
    runAll(effects);
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

  /** Writes a copy of all records into a file that is not there yet; only between transactions. */
  copyTo(file: string): void {
    this.#db.prepare('VACUUM INTO ?').run(file);
  }

  /** The records of a file that `copyTo` wrote and `fits` found fit, to be put in the place of these. */
  recordsIn(file: string): RecordSnapshot {
    this.#snapshots += 1;
    const records = recordsInFile(this.#db, `snapshot_${this.#snapshots}`, file);
    return { ...records, restore: () => this.transact(() => records.restore()) };
  }

  /**
   * Whether a file holds whole records of the tables that this store has.
   *
   * @throws StorageFailure `damaged`
   */
  fits(file: string): boolean {
    const other = new DatabaseSync(file, { readOnly: true });
    try {
      const { quick_check: found } = other.prepare('PRAGMA quick_check(1)').get() ?? {};
      if (found !== 'ok') throw new StorageFailure('damaged', new Error(String(found)));
      const owners = 'SELECT owner, applied, digest FROM migrations ORDER BY owner';
      return isDeepStrictEqual(other.prepare(owners).all(), this.#db.prepare(owners).all());
    } finally {
      other.close();
    }
  }

  close(): void {
    this.#statements.clear();
    this.#prepared.clear();
    this.#db.close();
  }

  /** Two clouds on one file would each believe their own caches: the first statement locks it, and a second cloud fails. */
  #take(durability: Durability): void {
    this.#db.exec('PRAGMA locking_mode = EXCLUSIVE');
    this.#db.exec('PRAGMA journal_mode = WAL');
    this.#db.exec(`PRAGMA synchronous = ${durability === 'power' ? 'FULL' : 'NORMAL'}`);
    const { application_id: mark } = this.#db.prepare('PRAGMA application_id').get() ?? {};
    const { n: tables } = this.#db.prepare('SELECT count(*) AS n FROM sqlite_master').get() ?? {};
    if (mark !== APPLICATION_ID) {
      if (tables !== 0) throw otherVersion('these records');
      this.#db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    }
    const { quick_check: found } = this.#db.prepare('PRAGMA quick_check(1)').get() ?? {};
    if (found !== 'ok') throw new StorageFailure('damaged', new Error(String(found)));
  }

  /** Kept for whoever asks for the same again, as the services of every restored state do. */
  #ready(sql: string): Prepared {
    const known = this.#prepared.get(sql);
    if (known !== undefined) return known;
    const prepared = prepare(this.#prepare(sql));
    this.#prepared.set(sql, prepared);
    return prepared;
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

interface Prepared {
  readonly statement: StatementSync;
  readonly toRow: (values: readonly SqlValue[]) => Record<string, SqlValue>;
}

/** Rows come as arrays and become objects here: those that node:sqlite makes are dictionaries, and take twice as long. */
function prepare(statement: StatementSync): Prepared {
  statement.setReturnArrays(true);
  const names = statement.columns().map(({ name }) => name);
  const blank: Record<string, SqlValue> = Object.fromEntries(names.map((name) => [name, null]));
  return {
    statement,
    toRow(values) {
      const row = { ...blank };
      for (let i = 0; i < names.length; i += 1) {
        const value = values[i]!;
        if (value !== null) row[names[i]!] = value;
      }
      return row;
    },
  };
}

/** What was stored stays stored: an effect that fails keeps none of the others from happening. */
function runAll(effects: readonly (() => void)[]): void {
  const failures: unknown[] = [];
  for (const effect of effects) {
    try {
      effect();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

const digestOf = (migrations: readonly string[]): string =>
  createHash('sha256').update(migrations.join('\0')).digest('hex');

const otherVersion = (owner: string): SafelightError =>
  new SafelightError(
    'ERR_DATA_FOLDER_VERSION',
    `The records were written by another version of safelight (${owner} differs).`,
    {
      hint: 'Nothing was changed. Open them with the version that wrote them, or choose another folder with --data.',
    },
  );
