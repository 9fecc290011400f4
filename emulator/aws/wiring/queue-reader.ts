/** Reads a queue for one mapping: several batches at a time, as many as may run. */
import { AwsError } from '../kernel/aws-error.ts';
import { days, minutes, seconds, type Instant } from '../kernel/instant.ts';
import type { Cause } from '../kernel/journal.ts';
import { failedItems } from '../services/lambda/event-sources/batch-failures.ts';
import { compileFilters, type EventFilter } from '../services/lambda/event-sources/event-filter.ts';
import { invokeMapped } from '../services/lambda/event-sources/mapped-invocation.ts';
import type { EventSourceMapping } from '../services/lambda/event-sources/mapping.ts';
import { MOST_PROCESSES } from '../services/lambda/execution/environments.ts';
import type { Lambda } from '../services/lambda/lambda.ts';
import type { MessageRow } from '../services/sqs/messages.ts';
import type { Queue } from '../services/sqs/queue.ts';
import type { Sqs } from '../services/sqs/sqs.ts';
import { filterable, queueRecord, type QueueRecord } from './queue-records.ts';

/** A message in hand: its record as it is, and as the function gets it. */
interface Taken {
  readonly row: MessageRow;
  readonly record: QueueRecord;
}

const MOST_PER_RECEIPT = 10;
/** Bytes of the records that one invocation is given. */
const LARGEST_EVENT = 6 * 1024 * 1024;
const FIRST_BATCHES = 5;
const MORE_BATCHES_A_MINUTE = 300;
/** As good as for ever: a reader waits for messages, not for time. */
const LONGEST_WAIT = days(36_500);

export class QueueReader {
  readonly #sqs: Sqs;
  readonly #lambda: Lambda;
  readonly #mapping: EventSourceMapping;
  readonly #passes: EventFilter;
  #stopped = false;
  #hangUp: (() => void) | undefined;
  #running = 0;
  /** Since when there has always been a batch under way. */
  #busySince: Instant = 0;
  #slotFree: (() => void) | undefined;

  constructor(sqs: Sqs, lambda: Lambda, mapping: EventSourceMapping) {
    this.#sqs = sqs;
    this.#lambda = lambda;
    this.#mapping = mapping;
    this.#passes = compileFilters(mapping.settings.filters);
  }

  start(): void {
    void this.#watch(() => this.#read());
  }

  stop(): void {
    this.#stopped = true;
    this.#hangUp?.();
    this.#slotFree?.();
  }

  /** Runs work of the reader's own; whatever it throws is a defect. */
  async #watch(work: () => Promise<void>): Promise<void> {
    const { clock, journal } = this.#lambda.kernel;
    try {
      await clock.run(work);
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      journal.append({ type: 'defect', cause: 0, eventSource: this.#mapping.uuid, error: text });
    }
  }

  async #read(): Promise<void> {
    const { clock } = this.#lambda.kernel;
    for (;;) {
      await this.#slot();
      const queue = this.#sqs.queues.byArn(this.#mapping.sourceArn);
      if (this.#stopped || queue === undefined) return;
      const batch = await this.#gather(queue);
      if (batch.length === 0) continue;
      if (this.#running === 0) this.#busySince = clock.now();
      this.#running += 1;
      void clock
        .run(() => this.#process(queue, batch))
        .finally(() => {
          this.#running -= 1;
          this.#slotFree?.();
        });
    }
  }

  /** Waits until another batch may run. */
  async #slot(): Promise<void> {
    const { clock } = this.#lambda.kernel;
    while (!this.#stopped && this.#running >= this.#limit(clock.now())) {
      await clock.park<void>((resume) => {
        this.#slotFree = () => resume();
        return () => {
          this.#slotFree = undefined;
        };
      });
    }
  }

  #limit(now: Instant): number {
    const grown = FIRST_BATCHES + MORE_BATCHES_A_MINUTE * Math.floor((now - this.#busySince) / minutes(1));
    const { maximumConcurrency = MOST_PROCESSES } = this.#mapping.settings;
    return Math.min(grown, maximumConcurrency, MOST_PROCESSES);
  }

  /** Receives until the batch is full or its window is over; a batch without a window is what one receipt brings. */
  async #gather(queue: Queue): Promise<readonly MessageRow[]> {
    const { batchSize, window } = this.#mapping.settings;
    const { clock } = this.#lambda.kernel;
    const batch = [...(await this.#receive(queue, batchSize, LONGEST_WAIT))];
    const closes = clock.now() + seconds(window);
    while (batch.length > 0 && batch.length < batchSize && clock.now() < closes && !this.#stopped) {
      // The end of the window starts an invocation: time must not pass it by.
      batch.push(...(await this.#receive(queue, batchSize - batch.length, closes - clock.now(), true)));
    }
    return batch;
  }

  #receive(queue: Queue, most: number, wait: number, firm = false): Promise<readonly MessageRow[]> {
    const options = { limit: Math.min(most, MOST_PER_RECEIPT) };
    const hangUp = (told: () => void): (() => void) => {
      this.#hangUp = told;
      return () => {
        this.#hangUp = undefined;
      };
    };
    return this.#sqs.receive(queue, options, wait, hangUp, firm);
  }

  async #process(queue: Queue, batch: readonly MessageRow[]): Promise<void> {
    const taken = batch.map((row): Taken => ({ row, record: queueRecord(row, queue) }));
    const passed = taken.filter(({ record }) => this.#passes(filterable(record) as never));
    this.#delete(
      queue,
      taken.filter((one) => !passed.includes(one)),
    );
    for (const part of split(passed)) await this.#invoke(queue, part);
  }

  async #invoke(queue: Queue, part: readonly Taken[]): Promise<void> {
    const { uuid } = this.#mapping;
    const cause = this.#note(part);
    const traceRoot = /Root=([^;]+)/.exec(part[0]?.row.trace_header ?? '')?.[1];
    try {
      const event = { Records: part.map(({ record }) => record) };
      const { failure, payload } = await invokeMapped(this.#lambda, this.#mapping, event, {
        cause,
        traceRoot,
      });
      if (failure !== undefined) return;
      this.#delete(queue, this.#succeeded(part, payload.toString()));
    } catch (error) {
      // A function that is gone or throttled leaves the messages to their visibility timeout.
      if (!(error instanceof AwsError)) throw error;
      this.#lambda.kernel.journal.append({
        type: 'lambda.refused',
        cause,
        eventSource: uuid,
        error: error.code,
      });
    }
  }

  #succeeded(part: readonly Taken[], payload: string): readonly Taken[] {
    if (!this.#mapping.settings.reportsFailures) return part;
    const ids = part.map(({ record }) => record.messageId);
    const failed = failedItems(payload, ids);
    return part.filter(({ record }) => !failed.has(record.messageId));
  }

  /** The journal's entry of a batch, from which the invocation follows; it follows from its first message. */
  #note(part: readonly Taken[]): Cause {
    return this.#lambda.kernel.journal.append({
      type: 'lambda.batch',
      cause: part[0]?.row.cause ?? 0,
      causes: part.map(({ row }) => row.cause),
      eventSource: this.#mapping.uuid,
      source: this.#mapping.sourceArn,
      messages: part.map(({ record }) => record.messageId),
    });
  }

  #delete(queue: Queue, done: readonly Taken[]): void {
    const { store, clock } = this.#lambda.kernel;
    if (done.length === 0) return;
    store.transact(() => {
      for (const { record } of done) {
        try {
          this.#sqs.delete(queue, record.receiptHandle, clock.now());
        } catch (error) {
          // A FIFO queue refuses a receipt that has expired: the message will come again.
          if (!(error instanceof AwsError)) throw error;
        }
      }
    });
  }
}

/** Parts of a batch that each fit into one event. */
function split(batch: readonly Taken[]): readonly (readonly Taken[])[] {
  const parts: Taken[][] = [];
  let room = 0;
  for (const one of batch) {
    const size = Buffer.byteLength(JSON.stringify(one.record));
    if (size > room) {
      parts.push([]);
      room = LARGEST_EVENT;
    }
    parts.at(-1)!.push(one);
    room -= size;
  }
  return parts;
}
