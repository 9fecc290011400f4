/**
 * The records of a store as they are at one moment, kept beside it in memory and put back as often as one likes. The
 * tables and their prepared statements stay, which is what makes putting back so much cheaper than a new store.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';

export interface RecordSnapshot {
  /** Puts every record back, in the surrounding transaction. */
  restore(): void;
  /** Forgets the snapshot. */
  drop(): void;
}

/** How many can be kept at a time: SQLite's own limit of attached databases, which it is compiled with. */
export const MOST_SNAPSHOTS = 10;

/** SQLite's own book of the highest id that each table has given out. */
const SEQUENCES = 'sqlite_sequence';

/** @param name of the attached database that holds it: fit for SQL as it stands, used by no other */
export function snapshotRecords(db: DatabaseSync, name: string): RecordSnapshot {
  db.exec(`ATTACH ':memory:' AS ${name}`);
  const kept = tablesOf(db).filter((table) => copy(db, name, table));
  db.exec(`CREATE TABLE ${name}.sequences AS SELECT name, seq FROM main.${SEQUENCES}`);
  return restorable(db, name, { kept, sequences: 'sequences' });
}

/**
 * The records that a file holds, to be put in the place of those that are there; it has the same tables.
 *
 * @param name as above
 */
export function recordsInFile(db: DatabaseSync, name: string, file: string): RecordSnapshot {
  db.prepare(`ATTACH ? AS ${name}`).run(file);
  return restorable(db, name, { kept: tablesOf(db), sequences: SEQUENCES });
}

/** Tables are listed as they were made, so what refers to another one comes after it. */
const tablesOf = (db: DatabaseSync): readonly string[] =>
  db
    .prepare(
      `SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid`,
    )
    .all()
    .map((row) => String(row['name']));

interface Held {
  /** Tables that hold anything. */
  readonly kept: readonly string[];
  /** The table with the highest ids given out. */
  readonly sequences: string;
}

function restorable(db: DatabaseSync, name: string, { kept, sequences }: Held): RecordSnapshot {
  const clear: StatementSync[] = [];
  const fill: StatementSync[] = [];
  for (const table of tablesOf(db)) {
    clear.unshift(db.prepare(`DELETE FROM main."${table}"`));
    if (kept.includes(table))
      fill.push(db.prepare(`INSERT INTO main."${table}" SELECT * FROM ${name}."${table}"`));
  }
  const steps = [
    ...clear,
    ...fill,
    db.prepare(`DELETE FROM main.${SEQUENCES}`),
    db.prepare(`INSERT INTO main.${SEQUENCES} (name, seq) SELECT name, seq FROM ${name}.${sequences}`),
  ];
  return {
    restore() {
      for (const step of steps) step.run();
    },
    drop: () => db.exec(`DETACH ${name}`),
  };
}

/** Copies a table that holds anything, in the order of its rows; whether it does. */
function copy(db: DatabaseSync, name: string, table: string): boolean {
  if (db.prepare(`SELECT 1 FROM main."${table}" LIMIT 1`).get() === undefined) return false;
  db.exec(`CREATE TABLE ${name}."${table}" AS SELECT * FROM main."${table}" ORDER BY rowid`);
  return true;
}
