/** Events: management events of the past 90 days, for LookupEvents, and what waits for delivery to a trail's bucket. */
import { days, type Instant } from '../../kernel/instant.ts';
import type { Scope } from '../../kernel/scope.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import type { EventRecord } from './event-record.ts';
import type { Trail } from './trails.ts';

export interface KeptEvent {
  readonly id: number;
  readonly at: Instant;
  readonly event: EventRecord;
}

interface Row {
  readonly id: number;
  readonly at: number;
  readonly event: string;
}

interface UndeliveredRow {
  readonly id: number;
  readonly region: string;
  readonly event: string;
}

const KEPT = days(90);

export class Events {
  readonly #insert: Statement<never>;
  readonly #expire: Statement<never>;
  readonly #list: Statement<Row>;
  readonly #queue: Statement<never>;
  readonly #undelivered: Statement<UndeliveredRow>;
  readonly #waiting: Statement<{ trail: number }>;
  readonly #done: Statement<never>;

  constructor(store: Store) {
    this.#insert = store.statement(
      'INSERT INTO cloudtrail_events (account_id, region, at, event) VALUES (?, ?, ?, ?)',
    );
    this.#expire = store.statement(
      'DELETE FROM cloudtrail_events WHERE account_id = ? AND region = ? AND at < ?',
    );
    this.#list = store.statement(
      `SELECT id, at, event FROM cloudtrail_events
       WHERE account_id = ? AND region = ? AND at BETWEEN ? AND ? ORDER BY at DESC, id DESC`,
    );
    this.#queue = store.statement(
      'INSERT INTO cloudtrail_undelivered (trail, region, event) VALUES (?, ?, ?)',
    );
    this.#undelivered = store.statement(
      'SELECT id, region, event FROM cloudtrail_undelivered WHERE trail = ? ORDER BY id LIMIT ?',
    );
    this.#waiting = store.statement('SELECT DISTINCT trail FROM cloudtrail_undelivered');
    this.#done = store.statement('DELETE FROM cloudtrail_undelivered WHERE trail = ? AND id <= ?');
  }

  keep({ accountId, region }: Scope, event: EventRecord, at: Instant): void {
    this.#expire.run(accountId, region, at - KEPT);
    this.#insert.run(accountId, region, at, JSON.stringify(event));
  }

  /** Newest first, lazily. */
  *read(
    { accountId, region }: Scope,
    from: Instant,
    until: Instant,
    now: Instant,
  ): IterableIterator<KeptEvent> {
    for (const { id, at, event } of this.#list.iterate(
      accountId,
      region,
      Math.max(from, now - KEPT),
      until,
    )) {
      yield { id, at, event: JSON.parse(event) as EventRecord };
    }
  }

  /** Has an event wait for delivery. */
  queue(trail: Trail, event: EventRecord): void {
    this.#queue.run(trail.id, event.awsRegion, JSON.stringify(event));
  }

  /** Oldest first. */
  undelivered(trail: Trail, limit: number): readonly UndeliveredRow[] {
    return this.#undelivered.all(trail.id, limit);
  }

  /** Ids of the trails that events wait for. */
  waiting(): readonly number[] {
    return this.#waiting.all().map(({ trail }) => trail);
  }

  delivered(trail: Trail, upTo: number): void {
    this.#done.run(trail.id, upTo);
  }
}
