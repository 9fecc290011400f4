/** Removes messages that outlive their queue's retention period, by one deadline per queue that holds messages. */
import type { Cancel, Clock } from '../../kernel/clock.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Journal } from '../../kernel/journal.ts';
import type { Messages } from './messages.ts';
import type { Queues } from './queues.ts';
import type { Queue } from './queue.ts';

export class Retention {
  readonly #clock: Clock;
  readonly #journal: Journal;
  readonly #queues: Queues;
  readonly #messages: Messages;
  readonly #alarms = new Map<number, { readonly at: Instant; readonly cancel: Cancel }>();

  constructor(clock: Clock, journal: Journal, queues: Queues, messages: Messages) {
    this.#clock = clock;
    this.#journal = journal;
    this.#queues = queues;
    this.#messages = messages;
  }

  /** Sees to it that a queue's messages expire in time. A queue that is watched already costs a look-up. */
  watch(queue: Queue): void {
    if (!this.#alarms.has(queue.id)) this.rewatch(queue);
  }

  /** Watches with a new retention period, or older messages than before. */
  rewatch(queue: Queue): void {
    this.forget(queue);
    const at = this.#messages.nextExpiry(queue);
    if (at === undefined) return;
    this.#alarms.set(queue.id, { at, cancel: this.#clock.schedule(at, () => this.#ring(queue.id)) });
  }

  forget(queue: Queue): void {
    this.#alarms.get(queue.id)?.cancel();
    this.#alarms.delete(queue.id);
  }

  #ring(id: number): void {
    this.#alarms.delete(id);
    const queue = this.#queues.byId(id);
    if (queue === undefined) return;
    const expired = this.#messages.expire(queue, this.#clock.now());
    if (expired > 0)
      this.#journal.append({ type: 'sqs.expired', cause: 0, queue: queue.arn, messages: expired });
    this.watch(queue);
  }
}
