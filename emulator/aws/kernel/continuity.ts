/**
 * What one run of a cloud hands to the next over the same records: how often they were opened, where the numbers of the
 * journal stand, what time it is, and whether the run came to an orderly end. Time and numbers are noted in the
 * transactions of others, so that nothing that was committed is ever older or lower than what is noted.
 */
import type { Clock } from './clock.ts';
import { seconds, type Instant } from './instant.ts';
import type { Journal } from './journal.ts';
import type { Statement, Store } from './store.ts';

interface Row {
  /** How often the records had been opened before. */
  readonly number: number;
  /** No entry of the journal had a higher number. */
  readonly seq: number;
  readonly at: number | null;
  /** 1 when the last run came to an orderly end. */
  readonly clean: number;
}

const MIGRATIONS = [
  `CREATE TABLE boots (number INTEGER NOT NULL, seq INTEGER NOT NULL);
   INSERT INTO boots VALUES (0, 0)`,
  `ALTER TABLE boots ADD COLUMN at INTEGER;
   ALTER TABLE boots ADD COLUMN clean INTEGER NOT NULL DEFAULT 1`,
];

/** So many numbers of the journal are taken at a time: a killed run leaves a gap at most this wide. */
const NUMBERS = 1_000;
/** A clock that runs by itself is noted this often. */
const TIME = seconds(1);

export class Continuity {
  readonly #note: Statement<never>;
  readonly #clock: () => Clock;
  readonly #journal: () => Journal;
  #noted = { at: Number.NaN, seq: -1 };
  /** What the run before left. */
  readonly last: Row;

  constructor(store: Store, clock: () => Clock, journal: () => Journal) {
    this.#clock = clock;
    this.#journal = journal;
    store.define('kernel', MIGRATIONS);
    this.#note = store.statement('UPDATE boots SET seq = ?, at = ?, clean = ?');
    this.last = store.statement<Row>('SELECT number, seq, at, clean FROM boots').get()!;
    store.statement('UPDATE boots SET number = number + 1, clean = 0').run();
  }

  /** When a clock that is told nothing begins: where time stopped; one that runs by itself, not before `wall`. */
  resumesAt(wall: Instant | undefined): Instant | undefined {
    const { at } = this.last;
    return at === null ? undefined : Math.max(at, wall ?? at);
  }

  /** Notes what has moved on; part of every transaction of records that are kept. */
  keepUp(): void {
    const clock = this.#clock();
    const now = clock.now();
    const { seq } = this.#journal();
    const moved = clock.rate === 0 ? now !== this.#noted.at : !(Math.abs(now - this.#noted.at) < TIME);
    if (moved || seq > this.#noted.seq) this.#write(seq + NUMBERS, now, false);
  }

  /** Notes exactly where the run stands. */
  pause(clean: boolean): void {
    this.#write(this.#journal().seq, this.#clock().now(), clean);
  }

  #write(seq: number, at: Instant, clean: boolean): void {
    this.#note.run(seq, Math.ceil(at), clean ? 1 : 0);
    this.#noted = { at, seq };
  }
}
