/**
 * The messages of all queues. A message can be received from `visible_at` on; receiving it moves that instant forward
 * by the visibility timeout. `receives` counts receipts in every queue the message has been in, which is what AWS
 * reports; `receives_here` those since it came to this one, which is what decides about dead-letter queues.
 */
import { minutes, type Duration, type Instant } from '../../kernel/instant.ts';
import type { Cause } from '../../kernel/journal.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import type { Queue } from './queue.ts';

export interface MessageRow {
  readonly id: number;
  readonly queue: number;
  readonly message_id: string;
  readonly body: string;
  /** message-attributes.ts packs them. */
  readonly attributes: string | null;
  readonly trace_header: string | null;
  /** SenderId. */
  readonly sender: string;
  readonly sent: Instant;
  /** From when retention counts. */
  readonly enqueued: Instant;
  readonly visible_at: Instant;
  readonly receives: number;
  readonly receives_here: number;
  readonly first_received: Instant | null;
  readonly group_id: string | null;
  readonly deduplication_id: string | null;
  /** FIFO queues only. */
  readonly sequence: string | null;
  readonly dead_letter_source: string | null;
  readonly cause: Cause;
}

export type Flight = Pick<MessageRow, 'id' | 'queue' | 'receives' | 'visible_at' | 'first_received'>;

export type NewMessage = Omit<
  MessageRow,
  'id' | 'queue' | 'enqueued' | 'receives' | 'receives_here' | 'first_received' | 'dead_letter_source'
>;

export interface Counts {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

/** What a send of the same deduplication id is answered with. */
export interface Duplicate {
  readonly message_id: string;
  readonly sequence: string;
}

const DEDUPLICATION_INTERVAL: Duration = minutes(5);

/** Below every number that AWS has given out, far above any that is given out here. */
const FIRST_SEQUENCE = 18_850_000_000_000_000_000n;

export class Messages {
  readonly #insert: Statement<never>;
  readonly #visible: Statement<MessageRow>;
  readonly #visibleInOrder: Statement<MessageRow>;
  readonly #byId: Statement<MessageRow>;
  readonly #flight: Statement<Flight>;
  readonly #received: Statement<never>;
  readonly #setVisible: Statement<never>;
  readonly #remove: Statement<never>;
  readonly #removeAll: Statement<never>;
  readonly #expire: Statement<never>;
  readonly #oldest: Statement<{ at: Instant | null }>;
  readonly #next: Statement<{ at: Instant | null }>;
  readonly #counts: Statement<Counts>;
  readonly #inFlight: Statement<{ n: number }>;
  readonly #move: Statement<never>;
  readonly #lastId: Statement<{ id: number | null }>;
  readonly #duplicate: Statement<Duplicate>;
  readonly #remember: Statement<never>;
  readonly #forget: Statement<never>;

  constructor(store: Store) {
    this.#insert = store.statement(
      `INSERT INTO sqs_messages (queue, message_id, body, attributes, trace_header, sender, sent, enqueued, visible_at,
         group_id, deduplication_id, sequence, cause, receives, receives_here)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)`,
    );
    this.#visible = store.statement(
      'SELECT * FROM sqs_messages WHERE queue = ? AND visible_at <= ? ORDER BY visible_at, id LIMIT ?',
    );
    this.#visibleInOrder = store.statement(
      `SELECT * FROM sqs_messages INDEXED BY sqs_messages_in_order
       WHERE queue = ?1 AND sequence IS NOT NULL AND visible_at <= ?2 AND group_id NOT IN (
         SELECT group_id FROM sqs_messages INDEXED BY sqs_messages_in_flight
         WHERE queue = ?1 AND sequence IS NOT NULL AND receives_here > 0 AND visible_at > ?2)
       ORDER BY id LIMIT ?3`,
    );
    this.#byId = store.statement('SELECT * FROM sqs_messages WHERE id = ?');
    this.#flight = store.statement(
      'SELECT id, queue, receives, visible_at, first_received FROM sqs_messages WHERE id = ?',
    );
    this.#received = store.statement(
      `UPDATE sqs_messages SET receives = receives + 1, receives_here = receives_here + 1, visible_at = ?,
         first_received = coalesce(first_received, ?) WHERE id = ?`,
    );
    this.#setVisible = store.statement('UPDATE sqs_messages SET visible_at = ? WHERE id = ?');
    this.#remove = store.statement('DELETE FROM sqs_messages WHERE id = ?');
    this.#removeAll = store.statement('DELETE FROM sqs_messages WHERE queue = ?');
    this.#expire = store.statement('DELETE FROM sqs_messages WHERE queue = ? AND enqueued <= ?');
    this.#oldest = store.statement('SELECT min(enqueued) AS at FROM sqs_messages WHERE queue = ?');
    this.#next = store.statement(
      'SELECT min(visible_at) AS at FROM sqs_messages WHERE queue = ? AND visible_at > ?',
    );
    this.#counts = store.statement(
      `SELECT count(*) FILTER (WHERE visible_at <= ?1) AS visible,
         count(*) FILTER (WHERE visible_at > ?1 AND receives_here > 0) AS inFlight,
         count(*) FILTER (WHERE visible_at > ?1 AND receives_here = 0) AS delayed
       FROM sqs_messages WHERE queue = ?2`,
    );
    this.#inFlight = store.statement(
      'SELECT count(*) AS n FROM sqs_messages WHERE queue = ? AND visible_at > ? AND receives_here > 0',
    );
    this.#move = store.statement(
      `UPDATE sqs_messages SET queue = ?, visible_at = ?, enqueued = ?, receives_here = 0, dead_letter_source = ?
       WHERE id = ?`,
    );
    this.#lastId = store.statement(`SELECT seq AS id FROM sqlite_sequence WHERE name = 'sqs_messages'`);
    this.#duplicate = store.statement(
      `SELECT message_id, sequence FROM sqs_deduplications
       WHERE queue = ? AND scope = ? AND deduplication_id = ? AND expires > ?`,
    );
    this.#remember = store.statement(
      `INSERT INTO sqs_deduplications (queue, scope, deduplication_id, message_id, sequence, expires)
       VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
         message_id = excluded.message_id, sequence = excluded.sequence, expires = excluded.expires`,
    );
    this.#forget = store.statement('DELETE FROM sqs_deduplications WHERE queue = ? AND expires <= ?');
  }

  add(queue: Queue, message: NewMessage): void {
    const { message_id, body, attributes, trace_header, sender, sent, visible_at } = message;
    const { group_id, deduplication_id, sequence, cause } = message;
    const content = [message_id, body, attributes, trace_header, sender];
    const times = [sent, sent, visible_at];
    this.#insert.run(queue.id, ...content, ...times, group_id, deduplication_id, sequence, cause);
  }

  byId(id: number): MessageRow | undefined {
    return this.#byId.get(id);
  }

  /** What a receipt of the message is judged by. */
  flight(id: number): Flight | undefined {
    return this.#flight.get(id);
  }

  /**
   * Messages that can be received now. A FIFO queue gives them in order and holds a group back while one of its
   * messages is in flight.
   */
  receivable(queue: Queue, now: Instant, limit: number): MessageRow[] {
    return (queue.fifo ? this.#visibleInOrder : this.#visible).all(queue.id, now, limit);
  }

  /** Counts a receipt and hides the message until `visibleAt`. */
  received(message: MessageRow, now: Instant, visibleAt: Instant): void {
    this.#received.run(visibleAt, now, message.id);
  }

  setVisibleAt(message: Pick<MessageRow, 'id'>, at: Instant): void {
    this.#setVisible.run(at, message.id);
  }

  remove(message: Pick<MessageRow, 'id'>): void {
    this.#remove.run(message.id);
  }

  removeAll(queue: Queue): number {
    return this.#removeAll.run(queue.id).changes;
  }

  /** Removes what has outlived the queue's retention period; returns how many messages that were. */
  expire(queue: Queue, now: Instant): number {
    return this.#expire.run(queue.id, now - queue.retention).changes;
  }

  /** When the queue's oldest message will have outlived its retention period. */
  nextExpiry(queue: Queue): Instant | undefined {
    const at = this.#oldest.get(queue.id)?.at ?? undefined;
    return at === undefined ? undefined : at + queue.retention;
  }

  /** When a message that is hidden now will be visible. */
  nextVisible(queueId: number, now: Instant): Instant | undefined {
    return this.#next.get(queueId, now)?.at ?? undefined;
  }

  counts(queue: Queue, now: Instant): Counts {
    return this.#counts.get(now, queue.id) ?? { visible: 0, inFlight: 0, delayed: 0 };
  }

  inFlight(queue: Queue, now: Instant): number {
    return this.#inFlight.get(queue.id, now)?.n ?? 0;
  }

  /**
   * Moves a message to a dead-letter queue. In a standard queue its age goes on counting, in a FIFO queue it starts
   * anew (developer guide, dead-letter queue retention, 2026-11).
   */
  moveToDeadLetterQueue(message: MessageRow, from: Queue, to: Queue, now: Instant): void {
    this.#move.run(to.id, now, from.fifo ? now : message.enqueued, from.arn, message.id);
  }

  /** The next sequence number of FIFO queues: twenty digits that only ever grow. */
  nextSequence(): string {
    return String(FIRST_SEQUENCE + BigInt((this.#lastId.get()?.id ?? 0) + 1) * 256n);
  }

  /** The message that was sent with this deduplication id within the last five minutes. */
  duplicate(queue: Queue, groupId: string, deduplicationId: string, now: Instant): Duplicate | undefined {
    return this.#duplicate.get(queue.id, scopeOf(queue, groupId), deduplicationId, now);
  }

  remember(queue: Queue, groupId: string, deduplicationId: string, sent: Duplicate, now: Instant): void {
    this.#forget.run(queue.id, now);
    const { message_id, sequence } = sent;
    const expires = now + DEDUPLICATION_INTERVAL;
    this.#remember.run(queue.id, scopeOf(queue, groupId), deduplicationId, message_id, sequence, expires);
  }
}

const scopeOf = (queue: Queue, groupId: string): string => (queue.deduplicatesByGroup ? groupId : '');
