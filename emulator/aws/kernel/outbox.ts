/**
 * Deliveries that must happen because something was committed. A delivery is a row written in the same transaction as
 * the change it follows from, so a crash between the two is impossible; it is carried out on the clock after the
 * commit, at least once, and tried again until its handler is content. What a restart finds here is taken up again.
 */
import type { Clock } from './clock.ts';
import type { Faults } from './faults.ts';
import { hours, seconds, type Instant } from './instant.ts';
import type { Cause, Journal } from './journal.ts';
import { troubleFacts } from './storage-failure.ts';
import type { Statement, Store } from './store.ts';

export interface Delivery<Payload = unknown> {
  readonly id: number;
  readonly topic: string;
  readonly payload: Payload;
  readonly cause: Cause;
  /** 1 the first time. */
  readonly attempt: number;
  /** When the delivery was first due. */
  readonly due: Instant;
}

/** What a handler answers: nothing when it is done, or when to try again. */
export type DeliveryOutcome = undefined | void | { readonly retryAt: Instant };

export type DeliveryHandler<Payload> = (
  delivery: Delivery<Payload>,
) => DeliveryOutcome | Promise<DeliveryOutcome>;

interface Row {
  readonly id: number;
  readonly topic: string;
  readonly payload: string;
  readonly cause: number;
  readonly attempt: number;
  readonly due: number;
  readonly next: number;
}

const MIGRATIONS = [
  `CREATE TABLE outbox (
     id INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT NOT NULL, payload TEXT NOT NULL, cause INTEGER NOT NULL,
     attempt INTEGER NOT NULL, due INTEGER NOT NULL, next INTEGER NOT NULL
   )`,
];

export class Outbox {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #journal: Journal;
  readonly #faults: Faults;
  readonly #handlers = new Map<string, DeliveryHandler<never>>();
  readonly #insert: Statement<Row>;
  readonly #remove: Statement<Row>;
  readonly #postpone: Statement<Row>;
  readonly #all: Statement<Row>;
  readonly #count: Statement<{ n: number }>;

  constructor(store: Store, clock: Clock, journal: Journal, faults: Faults) {
    this.#store = store;
    this.#clock = clock;
    this.#journal = journal;
    this.#faults = faults;
    store.define('outbox', MIGRATIONS);
    this.#insert = store.statement(
      'INSERT INTO outbox (topic, payload, cause, attempt, due, next) VALUES (?, ?, ?, 1, ?, ?)',
    );
    this.#remove = store.statement('DELETE FROM outbox WHERE id = ?');
    this.#postpone = store.statement('UPDATE outbox SET attempt = ?, next = ? WHERE id = ?');
    this.#all = store.statement('SELECT * FROM outbox ORDER BY next, id');
    this.#count = store.statement('SELECT count(*) AS n FROM outbox');
  }

  /** Names who carries out deliveries of a topic; once per topic, before `recover`. */
  handle<Payload>(topic: string, handler: DeliveryHandler<Payload>): void {
    if (this.#handlers.has(topic)) throw new Error(`two handlers for deliveries of ${topic}`);
    this.#handlers.set(topic, handler);
  }

  /**
   * Adds a delivery to the surrounding transaction. The payload is kept as JSON.
   *
   * @param options `at`: not before this instant; `cause`: the journal entry it follows from
   */
  add(topic: string, payload: unknown, options: { readonly at?: Instant; readonly cause: Cause }): void {
    const { cause } = options;
    const due = options.at ?? this.#clock.now();
    for (const at of this.#dueTimes(topic, due, cause)) {
      const text = JSON.stringify(payload);
      const { rowid: id } = this.#insert.run(topic, text, cause, due, at);
      this.#schedule({ id, topic, payload: text, cause, attempt: 1, due, next: at });
    }
  }

  /** Takes up what an earlier process left undone; returns how many deliveries those are. */
  recover(): number {
    const rows = this.#all.all();
    for (const row of rows) this.#schedule(row);
    return rows.length;
  }

  /** Deliveries not yet done. */
  pending(): number {
    return this.#count.get()?.n ?? 0;
  }

  #dueTimes(topic: string, due: Instant, cause: Cause): Instant[] {
    const times = [due];
    for (const { id, effect } of this.#faults.strike('delivery', topic)) {
      if (effect.kind === 'duplicate') times.push(due);
      else if (effect.kind === 'delay') times[0] = due + effect.duration;
      else if (effect.kind === 'reorder') times[0] = due + effect.within;
      else if (effect.kind === 'drop') times[0] = due + backoff(1);
      else continue;
      this.#journal.append({ type: 'fault', cause, fault: id, effect: effect.kind, topic });
    }
    return times;
  }

  #schedule(row: Row): void {
    this.#store.afterCommit(() => {
      this.#clock.schedule(row.next, () => this.#deliver(row));
    });
  }

  async #deliver(row: Row): Promise<void> {
    const handler = this.#handlers.get(row.topic) as DeliveryHandler<unknown> | undefined;
    if (handler === undefined) throw new Error(`no handler for deliveries of ${row.topic}`);
    let outcome: DeliveryOutcome;
    try {
      outcome = await handler({ ...row, payload: JSON.parse(row.payload) as unknown });
    } catch (error) {
      this.#noteTrouble(row, error);
      outcome = { retryAt: this.#clock.now() + backoff(row.attempt) };
    }
    const { retryAt } = outcome ?? {};
    try {
      this.#store.transact(() => {
        if (retryAt === undefined) this.#remove.run(row.id);
        else {
          this.#postpone.run(row.attempt + 1, retryAt, row.id);
          this.#schedule({ ...row, attempt: row.attempt + 1, next: retryAt });
        }
      });
    } catch (error) {
      // The disk may be full. Nobody may forget the delivery by that; that it is made twice is within its promise.
      this.#noteTrouble(row, error);
      const next = retryAt ?? this.#clock.now() + backoff(row.attempt);
      this.#schedule({ ...row, attempt: row.attempt + 1, next });
    }
  }

  #noteTrouble({ cause, topic }: Row, error: unknown): void {
    this.#journal.append({ ...troubleFacts(error), cause, topic });
  }
}

/** One second, doubled each time, up to an hour. */
const backoff = (attempt: number): number => Math.min(seconds(1) * 2 ** Math.min(attempt - 1, 12), hours(1));
