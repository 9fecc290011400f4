/**
 * Long polls. A waiting receiver costs a timer and nothing else: whoever makes a message receivable hands it over
 * directly, in the order in which receivers began to wait. Messages that only time makes receivable (delays, visibility
 * timeouts) are met by one deadline per queue, which exists while somebody waits.
 */
import type { Cancel, Clock } from '../../kernel/clock.ts';
import type { Instant } from '../../kernel/instant.ts';

interface Waiter<Message> {
  /** Takes what can be received now. */
  readonly attempt: (now: Instant) => readonly Message[];
  readonly resume: (messages: readonly Message[]) => void;
}

interface Line<Message> {
  readonly waiters: Set<Waiter<Message>>;
  alarm: Cancel | undefined;
}

/** Tells the receiver's connection apart from others: calls back when the client has gone; returns how to stop. */
export type HangUp = (told: () => void) => Cancel;

export class Waiters<Message> {
  readonly #clock: Clock;
  readonly #nextVisible: (queue: number, now: Instant) => Instant | undefined;
  readonly #lines = new Map<number, Line<Message>>();

  /** @param nextVisible when the queue's next hidden message can be received */
  constructor(clock: Clock, nextVisible: (queue: number, now: Instant) => Instant | undefined) {
    this.#clock = clock;
    this.#nextVisible = nextVisible;
  }

  /**
   * Waits until there is something to receive, `until` has come, or the client has gone.
   *
   * @param firm whether something happens at `until` that others see: then moving time stops there
   */
  wait(
    queue: number,
    until: Instant,
    attempt: (now: Instant) => readonly Message[],
    hangUp?: HangUp,
    firm = false,
  ): Promise<readonly Message[]> {
    return this.#clock.park<readonly Message[]>((resume) => {
      const waiter: Waiter<Message> = { attempt, resume };
      const line = this.#lines.get(queue) ?? { waiters: new Set(), alarm: undefined };
      this.#lines.set(queue, line);
      line.waiters.add(waiter);
      const stopTimer = firm
        ? this.#clock.schedule(until, () => resume([]))
        : this.#clock.scheduleWait(until, () => resume([]));
      const stopListening = hangUp?.(() => resume([]));
      if (line.waiters.size === 1) this.#arm(queue, line);
      return () => {
        stopTimer();
        stopListening?.();
        this.#leave(queue, line, waiter);
      };
    });
  }

  /** Hands over what has become receivable in a queue. */
  notify(queue: number): void {
    const line = this.#lines.get(queue);
    if (line === undefined) return;
    for (const waiter of line.waiters) {
      const messages = waiter.attempt(this.#clock.now());
      if (messages.length === 0) break;
      waiter.resume(messages);
    }
    this.#arm(queue, line);
  }

  /** Ends every wait of a queue that is no more. */
  dismiss(queue: number): void {
    for (const waiter of this.#lines.get(queue)?.waiters ?? []) waiter.resume([]);
  }

  #arm(queue: number, line: Line<Message>): void {
    line.alarm?.();
    line.alarm = undefined;
    if (line.waiters.size === 0) return;
    const at = this.#nextVisible(queue, this.#clock.now());
    if (at !== undefined) line.alarm = this.#clock.schedule(at, () => this.notify(queue));
  }

  #leave(queue: number, line: Line<Message>, waiter: Waiter<Message>): void {
    line.waiters.delete(waiter);
    if (line.waiters.size > 0) return;
    line.alarm?.();
    this.#lines.delete(queue);
  }
}
