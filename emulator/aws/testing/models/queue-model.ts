/**
 * What a queue with a dead-letter queue is. Which messages a receipt brings is the queue's choice; the model says whether
 * it was free to choose them. Written from the SQS developer guide ("Visibility timeout", "Dead-letter queues", "FIFO
 * delivery logic", "Exactly-once processing", 2026-11). Times are seconds.
 */
export interface Message {
  readonly body: string;
  readonly group: string | undefined;
  readonly sent: number;
  visibleAt: number;
  receives: number;
  /** In the queue itself, in its dead-letter queue, or in neither any more. */
  place: 'queue' | 'dead' | 'gone';
}

export const MAX_RECEIVES = 2;
export const RETENTION = 120;
export const VISIBILITY = 30;
const DEDUPLICATION = 300;

export interface Receipt {
  readonly message: Message;
  readonly number: number;
}

export class QueueModel {
  now = 0;
  readonly receipts: Receipt[] = [];
  readonly #fifo: boolean;
  readonly #messages: Message[] = [];
  readonly #deduplications = new Map<string, { readonly at: number; readonly body: string }>();

  constructor(fifo: boolean) {
    this.#fifo = fifo;
  }

  /** @returns the body of the message that this send stands for */
  send(body: string, delay: number, group?: string, deduplication?: string): string {
    const known = deduplication === undefined ? undefined : this.#deduplications.get(deduplication);
    if (known !== undefined && this.now < known.at + DEDUPLICATION) return known.body;
    if (deduplication !== undefined) this.#deduplications.set(deduplication, { at: this.now, body });
    const visibleAt = this.now + delay;
    this.#messages.push({ body, group, sent: this.now, visibleAt, receives: 0, place: 'queue' });
    return body;
  }

  get alive(): number {
    return this.#here().length;
  }

  /** Whether a receipt would send messages to the dead-letter queue. */
  get spent(): boolean {
    return this.#receivable().some(({ receives }) => receives >= MAX_RECEIVES);
  }

  /** Takes the messages that the queue chose; says what it should have told of them. */
  receive(chosen: readonly string[], most: number, visibility: number): object {
    if (this.spent) {
      for (const message of this.#receivable()) if (message.receives >= MAX_RECEIVES) message.place = 'dead';
    }
    const free = this.#receivable();
    const messages = chosen.map((body) => free.find((message) => message.body === body));
    const lawful = messages.every((message) => message !== undefined) && this.#inOrder(messages, free);
    for (const message of messages) {
      if (message === undefined) continue;
      message.receives += 1;
      message.visibleAt = this.now + visibility;
      this.receipts.push({ message, number: message.receives });
    }
    return {
      lawful,
      count: Math.min(most, free.length),
      receives: messages.map((message) => message?.receives),
    };
  }

  /** Of each group the oldest come first, and none is left out between them. */
  #inOrder(chosen: readonly Message[], free: readonly Message[]): boolean {
    if (!this.#fifo) return new Set(chosen).size === chosen.length;
    return [...Map.groupBy(chosen, ({ group }) => group)].every(([group, messages]) => {
      const waiting = free.filter((message) => message.group === group);
      return messages.every((message, at) => message === waiting[at]);
    });
  }

  delete({ message, number }: Receipt): object {
    this.#expire();
    if (message.place !== 'queue') return {};
    if (this.#fifo && this.#isOver(message, number)) return { error: 'InvalidParameterValue' };
    message.place = 'gone';
    return {};
  }

  changeVisibility({ message, number }: Receipt, timeout: number): object {
    this.#expire();
    if (message.place !== 'queue') return { error: 'InvalidParameterValue' };
    if (this.#fifo && this.#isOver(message, number)) return { error: 'InvalidParameterValue' };
    if (message.receives !== number && message.visibleAt <= this.now) return { error: 'MessageNotInflight' };
    message.visibleAt = this.now + timeout;
    return {};
  }

  counts(): object {
    const here = this.#here();
    const hidden = here.filter(({ visibleAt }) => visibleAt > this.now);
    return {
      visible: here.length - hidden.length,
      inFlight: hidden.filter(({ receives }) => receives > 0).length,
      delayed: hidden.filter(({ receives }) => receives === 0).length,
    };
  }

  /** What the dead-letter queue holds; looking counts as a receipt. */
  dead(): readonly object[] {
    const dead = this.#messages.filter(({ place }) => place === 'dead');
    for (const message of dead) message.receives += 1;
    return dead
      .map(({ body, receives }) => ({ body, receives }))
      .toSorted((a, b) => (a.body < b.body ? -1 : 1))
      .slice(0, 10);
  }

  #isOver(message: Message, number: number): boolean {
    return message.receives !== number || message.visibleAt <= this.now;
  }

  #expire(): void {
    for (const message of this.#messages) {
      if (message.place === 'queue' && message.sent + RETENTION <= this.now) message.place = 'gone';
    }
  }

  #here(): readonly Message[] {
    this.#expire();
    return this.#messages.filter(({ place }) => place === 'queue');
  }

  #receivable(): readonly Message[] {
    const here = this.#here();
    const locked = new Set(
      here
        .filter(({ visibleAt, receives }) => receives > 0 && visibleAt > this.now)
        .map(({ group }) => group),
    );
    return here.filter(({ visibleAt, group }) => visibleAt <= this.now && !(this.#fifo && locked.has(group)));
  }
}
