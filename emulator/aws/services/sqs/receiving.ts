/**
 * Taking messages out of queues: visibility, dead-letter queues, and FIFO queues' repeatable receive attempts (aws.md
 * section C.3). A message goes to the dead-letter queue when a receipt would exceed the source's maxReceiveCount.
 */
import { minutes, type Duration, type Instant } from '../../kernel/instant.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Statement } from '../../kernel/store.ts';
import { overLimit } from './errors.ts';
import type { MessageRow, Messages } from './messages.ts';
import type { Queue } from './queue.ts';
import type { Queues } from './queues.ts';
import { allowsSource } from './redrive.ts';

export interface ReceiveOptions {
  /** 1 to 10. */
  readonly limit: number;
  /** Instead of the queue's own. */
  readonly visibility?: Duration | undefined;
  /** FIFO queues: ReceiveRequestAttemptId. */
  readonly attemptId?: string | undefined;
}

/** How many messages of a queue may be in flight (quotas page, 2026-11: 120,000 for standard and FIFO queues). */
const MOST_IN_FLIGHT = 120_000;
const ATTEMPT_INTERVAL: Duration = minutes(5);

/** One receipt as it is remembered for a repeated attempt: the message's record and its count of receipts. */
type AttemptedReceipt = readonly [message: number, receives: number];

export class Receiving {
  readonly #kernel: Kernel;
  readonly #queues: Queues;
  readonly #messages: Messages;
  readonly #onArrival: (queue: Queue) => void;
  /** How many more receipts a queue can give before its messages in flight have to be counted again. */
  readonly #headroom = new Map<number, number>();
  readonly #attempt: Statement<{ messages: string }>;
  readonly #remember: Statement<never>;
  readonly #forget: Statement<never>;

  /** @param onArrival told after the commit that a dead-letter queue has new messages */
  constructor(kernel: Kernel, queues: Queues, messages: Messages, onArrival: (queue: Queue) => void) {
    this.#kernel = kernel;
    this.#queues = queues;
    this.#messages = messages;
    this.#onArrival = onArrival;
    const { store } = kernel;
    this.#attempt = store.statement(
      'SELECT messages FROM sqs_attempts WHERE queue = ? AND attempt_id = ? AND expires > ?',
    );
    this.#remember = store.statement(
      `INSERT INTO sqs_attempts (queue, attempt_id, messages, expires) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET messages = excluded.messages, expires = excluded.expires`,
    );
    this.#forget = store.statement('DELETE FROM sqs_attempts WHERE queue = ? AND expires <= ?');
  }

  /**
   * Takes up to `limit` messages that can be received now: none when too many are in flight.
   *
   * @returns the messages with this receipt counted
   */
  take(queue: Queue, options: ReceiveOptions, now: Instant): MessageRow[] {
    return this.#kernel.store.transact(() => {
      this.#messages.expire(queue, now);
      const repeated = this.#repeated(queue, options, now);
      if (repeated !== undefined) return repeated;
      const room = this.#room(queue, options.limit, now);
      const visibleAt = now + (options.visibility ?? queue.visibilityTimeout);
      const taken = this.#deliverable(queue, room, now).map((message): MessageRow => {
        this.#messages.received(message, now, visibleAt);
        return {
          ...message,
          receives: message.receives + 1,
          receives_here: message.receives_here + 1,
          visible_at: visibleAt,
          first_received: message.first_received ?? now,
        };
      });
      if (options.attemptId !== undefined && taken.length > 0)
        this.#keepAttempt(queue, options.attemptId, taken, now);
      return taken;
    });
  }

  /** @throws AwsError OverLimit when no more messages may be in flight */
  checkLimit(queue: Queue, now: Instant): void {
    if (this.#room(queue, 1, now) === 0) throw overLimit('Too many messages in flight.');
  }

  /** What can be received, after those messages that have been received too often were moved away. */
  #deliverable(queue: Queue, limit: number, now: Instant): MessageRow[] {
    const { redrive } = queue;
    const target = redrive && this.#queues.byArn(redrive.deadLetterTargetArn);
    if (target === undefined || !allowsSource(target.redriveAllow, queue.arn)) {
      return this.#messages.receivable(queue, now, limit);
    }
    for (;;) {
      const found = this.#messages.receivable(queue, now, limit);
      const spent = found.filter(({ receives_here: receives }) => receives >= redrive!.maxReceiveCount);
      if (spent.length === 0) return found;
      for (const message of spent) this.#giveUp(message, queue, target, now);
    }
  }

  #giveUp(message: MessageRow, from: Queue, to: Queue, now: Instant): void {
    const { journal, store } = this.#kernel;
    this.#messages.moveToDeadLetterQueue(message, from, to, now);
    store.afterCommit(() => {
      const { message_id: messageId, cause, receives } = message;
      journal.append({
        type: 'sqs.dead-letter',
        cause,
        queue: from.arn,
        target: to.arn,
        messageId,
        receives,
      });
      this.#onArrival(to);
    });
  }

  /** How many of `limit` messages may still be brought into flight. */
  #room(queue: Queue, limit: number, now: Instant): number {
    let headroom = this.#headroom.get(queue.id) ?? 0;
    if (headroom < limit) headroom = Math.max(0, MOST_IN_FLIGHT - this.#messages.inFlight(queue, now));
    const room = Math.min(limit, headroom);
    this.#headroom.set(queue.id, headroom - room);
    return room;
  }

  /**
   * The messages of an attempt that is made again while they are still in flight and untouched: the same receipts, with
   * their visibility timeout begun anew.
   */
  #repeated(queue: Queue, options: ReceiveOptions, now: Instant): MessageRow[] | undefined {
    if (!queue.fifo || options.attemptId === undefined) return undefined;
    const known = this.#attempt.get(queue.id, options.attemptId, now);
    if (known === undefined) return undefined;
    const receipts = JSON.parse(known.messages) as AttemptedReceipt[];
    const visibleAt = now + (options.visibility ?? queue.visibilityTimeout);
    const messages: MessageRow[] = [];
    for (const [id, receives] of receipts) {
      const message = this.#messages.byId(id);
      const untouched =
        message?.queue === queue.id && message.receives === receives && message.visible_at > now;
      if (!untouched) return undefined;
      messages.push({ ...message, visible_at: visibleAt });
    }
    for (const message of messages) this.#messages.setVisibleAt(message, visibleAt);
    return messages;
  }

  #keepAttempt(queue: Queue, attemptId: string, taken: readonly MessageRow[], now: Instant): void {
    if (!queue.fifo) return;
    this.#forget.run(queue.id, now);
    const receipts = taken.map(({ id, receives }): AttemptedReceipt => [id, receives]);
    this.#remember.run(queue.id, attemptId, JSON.stringify(receipts), now + ATTEMPT_INTERVAL);
  }
}
