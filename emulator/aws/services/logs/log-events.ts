/**
 * Events: taking them in and reading them back in order of time.
 *
 * Retention is kept by what readers see: an event past its group's retention is never shown, whatever the clock did
 * meanwhile. Its row goes when the group is next written to, at most once an emulated hour.
 */
import { days, hours, type Instant } from '../../kernel/instant.ts';
import type { SqlValue, Statement, Store } from '../../kernel/store.ts';
import type { EventPosition } from './event-position.ts';
import type { LogGroup } from './log-groups.ts';
import type { LogStream, LogStreams } from './log-streams.ts';

export interface NewEvent {
  readonly at: Instant;
  readonly message: string;
}

export interface LogEvent extends NewEvent, EventPosition {
  readonly ingestedAt: Instant;
  readonly stream: string;
}

export interface EventQuery {
  readonly group: LogGroup;
  /** Only these streams; all of the group when absent. */
  readonly streams: readonly LogStream[] | undefined;
  /** First instant wanted. */
  readonly from: Instant | undefined;
  /** First instant not wanted. */
  readonly until: Instant | undefined;
  /** Oldest first, and after the position; or newest first, and before it. */
  readonly forward: boolean;
  readonly position: EventPosition | undefined;
  readonly now: Instant;
}

interface Row {
  readonly id: number;
  readonly at: number;
  readonly ingested_at: number;
  readonly message: string;
  readonly stream: string;
}

const PURGE_INTERVAL = hours(1);

export class LogEvents {
  readonly #store: Store;
  readonly #streams: LogStreams;
  readonly #insert: Statement<Row>;
  readonly #purge: Statement<Row>;
  readonly #purged: Statement<Row>;

  constructor(store: Store, streams: LogStreams) {
    this.#store = store;
    this.#streams = streams;
    this.#insert = store.statement(
      'INSERT INTO logs_events (group_id, stream_id, at, ingested_at, message) VALUES (?, ?, ?, ?, ?)',
    );
    this.#purge = store.statement('DELETE FROM logs_events WHERE group_id = ? AND at < ?');
    this.#purged = store.statement(
      'UPDATE logs_groups SET purged_at = ? WHERE id = ? AND purged_at <= ? RETURNING id',
    );
  }

  /** Takes in events, oldest first, as part of the surrounding transaction. */
  write(group: LogGroup, stream: LogStream, events: readonly NewEvent[], now: Instant): void {
    const [first] = events;
    if (first === undefined) return;
    for (const { at, message } of events) this.#insert.run(group.id, stream.id, at, now, message);
    this.#streams.wrote(stream, first.at, events.at(-1)!.at, now);
    const expired = retentionStart(group, now);
    if (expired !== undefined && this.#purged.get(now, group.id, now - PURGE_INTERVAL) !== undefined) {
      this.#purge.run(group.id, expired);
    }
  }

  /** Reads lazily, so that a page costs what it holds and not what the group holds. */
  *read(query: EventQuery): IterableIterator<LogEvent> {
    const { group, streams, forward, position } = query;
    const conditions = ['e.group_id = ?'];
    const values: SqlValue[] = [group.id];
    const where = (condition: string, ...given: SqlValue[]): void => {
      conditions.push(condition);
      values.push(...given);
    };
    if (streams !== undefined) {
      where(`e.stream_id IN (${streams.map(() => '?').join(', ')})`, ...streams.map(({ id }) => id));
    }
    const from = Math.max(query.from ?? 0, retentionStart(group, query.now) ?? 0);
    if (from > 0) where('e.at >= ?', from);
    if (query.until !== undefined) where('e.at < ?', query.until);
    if (position !== undefined) where(`(e.at, e.id) ${forward ? '>' : '<'} (?, ?)`, position.at, position.id);
    const order = forward ? 'ASC' : 'DESC';
    const rows = this.#store
      .statement<Row>(
        `SELECT e.id, e.at, e.ingested_at, e.message, s.name AS stream
         FROM logs_events e JOIN logs_streams s ON s.id = e.stream_id
         WHERE ${conditions.join(' AND ')} ORDER BY e.at ${order}, e.id ${order}`,
      )
      .iterate(...values);
    for (const { id, at, ingested_at: ingestedAt, message, stream } of rows) {
      yield { id, at, ingestedAt, message, stream };
    }
  }
}

/** The oldest instant that the group still keeps. */
export const retentionStart = (group: LogGroup, now: Instant): Instant | undefined =>
  group.retentionDays === undefined ? undefined : now - days(group.retentionDays);
