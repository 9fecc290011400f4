/**
 * The history of an execution: what happened, in order, and where it continues after a restart. Every event has a key
 * that says whose it is (the branch, and how many events that branch had before), so an execution that runs again from
 * its beginning finds what it already did and does not do it twice.
 *
 * Express executions keep none; their events are numbered and forgotten.
 */
import type { Instant } from '../../../kernel/instant.ts';
import type { Store } from '../../../kernel/store.ts';
import type { JsonObject } from '../asl/json.ts';
import { runtimeError } from '../asl/states-error.ts';

export interface HistoryEntry {
  readonly id: number;
  readonly previous: number;
  readonly type: string;
  readonly at: Instant;
  /** The event's details, as the API shows them. */
  readonly details: JsonObject | undefined;
}

export type EventListener = (entry: HistoryEntry) => void;

interface EventRow {
  readonly id: number;
  readonly key: string;
  readonly previous: number;
  readonly type: string;
  readonly at: number;
  readonly details: string | null;
}

/** The events of an execution, the last one telling that there were too many. */
const MOST_EVENTS = 25_000;

const asEntry = ({ id, previous, type, at, details }: EventRow): HistoryEntry => ({
  id,
  previous,
  type,
  at,
  details: details === null ? undefined : (JSON.parse(details) as JsonObject),
});

export class Histories {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * @param kept whether events go into the records: not those of express executions
   * @param told is given every event that is new
   */
  open(execution: number, kept: boolean, told?: EventListener): History {
    return new History(this.#store, execution, kept, told);
  }

  /** Events after a number, or before it in reverse order. */
  page(execution: number, from: number, reverse: boolean, limit: number): HistoryEntry[] {
    const sql = reverse
      ? 'SELECT * FROM sfn_events WHERE execution = ? AND id < ? ORDER BY id DESC LIMIT ?'
      : 'SELECT * FROM sfn_events WHERE execution = ? AND id > ? ORDER BY id LIMIT ?';
    return this.#store.statement<EventRow>(sql).all(execution, from, limit).map(asEntry);
  }
}

export class History {
  readonly #store: Store;
  readonly #execution: number;
  readonly #kept: boolean;
  /** What an earlier process wrote and this one has not come to yet. */
  readonly #known = new Map<string, HistoryEntry>();
  readonly #told: EventListener | undefined;
  #last = 0;
  #transitions = 0;

  constructor(store: Store, execution: number, kept: boolean, told: EventListener | undefined) {
    this.#told = told;
    this.#store = store;
    this.#execution = execution;
    this.#kept = kept;
    if (!kept) return;
    const rows = store
      .statement<EventRow>('SELECT * FROM sfn_events WHERE execution = ? ORDER BY id')
      .all(execution);
    for (const row of rows) {
      this.#known.set(row.key, asEntry(row));
      this.#last = row.id;
    }
  }

  get length(): number {
    return this.#last;
  }

  /** States entered since the history was opened: what standard executions are billed for. */
  get transitions(): number {
    return this.#transitions;
  }

  /** What was written under a key before a restart. */
  known(key: string): HistoryEntry | undefined {
    return this.#known.get(key);
  }

  /**
   * Writes an event, unless it was written before.
   *
   * @throws StatesError when the execution has had its fill of events
   */
  append(key: string, entry: Omit<HistoryEntry, 'id'>, final = false): HistoryEntry {
    const known = this.#known.get(key);
    if (known !== undefined) {
      this.#known.delete(key);
      return known;
    }
    if (!final && this.#kept && this.#last >= MOST_EVENTS - 1) {
      throw runtimeError(`The execution reached the maximum number of history events (${MOST_EVENTS}).`);
    }
    this.#last += 1;
    if (entry.type.endsWith('StateEntered')) this.#transitions += 1;
    const { previous, type, at, details } = entry;
    if (this.#kept) {
      this.#store
        .statement(
          'INSERT INTO sfn_events (execution, id, key, previous, type, at, details) VALUES (?, ?, ?, ?, ?, ?, ?)',
        )
        .run(
          this.#execution,
          this.#last,
          key,
          previous,
          type,
          at,
          details === undefined ? null : JSON.stringify(details),
        );
    }
    const added = { id: this.#last, ...entry };
    this.#told?.(added);
    return added;
  }
}
