/** Reads a table's stream for one mapping: batch after batch, in order. */
import { AwsError } from '../kernel/aws-error.ts';
import { minutes, seconds, type Duration } from '../kernel/instant.ts';
import type { Cause } from '../kernel/journal.ts';
import { parseArn } from '../kernel/scope.ts';
import type { DynamoDbStreams, ReadRecord, Stream } from '../services/dynamodb-streams/streams.ts';
import { tellDestination } from '../services/lambda/destination-calls.ts';
import { failedItems } from '../services/lambda/event-sources/batch-failures.ts';
import { compileFilters, type EventFilter } from '../services/lambda/event-sources/event-filter.ts';
import { invokeMapped } from '../services/lambda/event-sources/mapped-invocation.ts';
import type { EventSourceMapping } from '../services/lambda/event-sources/mapping.ts';
import type { InvocationResult } from '../services/lambda/execution/invocations.ts';
import { parseFunctionArn } from '../services/lambda/function-reference.ts';
import type { Lambda } from '../services/lambda/lambda.ts';
import {
  failureDocument,
  streamRecord,
  type FailureFacts,
  type FunctionStreamRecord,
} from './stream-records.ts';

/** A change in hand: where it stands in the stream, and as the function gets it. */
interface Taken {
  readonly read: ReadRecord;
  readonly record: FunctionStreamRecord;
}

const LONGEST_PAUSE = minutes(1);

export class StreamReader {
  readonly #streams: DynamoDbStreams;
  readonly #lambda: Lambda;
  readonly #mapping: EventSourceMapping;
  readonly #passes: EventFilter;
  #checkpoint: number;
  #stopped = false;
  #wake: (() => void) | undefined;

  constructor(streams: DynamoDbStreams, lambda: Lambda, mapping: EventSourceMapping) {
    this.#streams = streams;
    this.#lambda = lambda;
    this.#mapping = mapping;
    this.#passes = compileFilters(mapping.settings.filters);
    const { checkpoint, settings } = mapping;
    const beginning = settings.startingPosition === 'LATEST' ? streams.newest() : 0;
    this.#checkpoint = checkpoint ?? beginning;
    if (checkpoint === undefined) this.#progress('No records processed', beginning);
  }

  start(): void {
    void this.#watch();
  }

  stop(): void {
    this.#stopped = true;
    this.wake();
  }

  /** There is something to read. */
  wake(): void {
    this.#wake?.();
  }

  async #watch(): Promise<void> {
    const { clock, journal } = this.#lambda.kernel;
    try {
      await clock.run(() => this.#read());
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      journal.append({ type: 'defect', cause: 0, eventSource: this.#mapping.uuid, error: text });
    }
  }

  async #read(): Promise<void> {
    while (!this.#stopped) {
      const stream = this.#stream();
      if (stream === undefined) return;
      const batch = await this.#gather(stream);
      if (this.#stopped) return;
      const last = batch.at(-1);
      if (last === undefined) {
        if (stream.closedAt !== undefined) return;
        await this.#pause();
        continue;
      }
      const passed = batch
        .map((read): Taken => ({ read, record: streamRecord(read, stream.arn) }))
        .filter(({ record }) => this.#passes(record as never));
      const done = await this.#process(stream, passed);
      if (done) this.#progress('OK', last.sequence);
    }
  }

  #stream(): Stream | undefined {
    try {
      return this.#streams.find(this.#mapping.sourceArn, this.#lambda.kernel.clock.now());
    } catch (error) {
      if (error instanceof AwsError) return undefined;
      throw error;
    }
  }

  /** What there is to read, after the batch's window if it is not full. */
  async #gather(stream: Stream): Promise<readonly ReadRecord[]> {
    const { batchSize, window } = this.#mapping.settings;
    const { clock } = this.#lambda.kernel;
    const read = (): readonly ReadRecord[] =>
      this.#streams.read(stream, this.#checkpoint, batchSize, clock.now());
    const closes = clock.now() + seconds(window);
    let batch = read();
    while (batch.length > 0 && batch.length < batchSize && clock.now() < closes && !this.#stopped) {
      await this.#pause(closes - clock.now());
      batch = read();
    }
    return batch;
  }

  /** Waits for a record, a stop, or for time to pass. */
  #pause(longest?: Duration): Promise<void> {
    const { clock } = this.#lambda.kernel;
    return clock.park<void>((resume) => {
      this.#wake = () => resume();
      const cancel =
        longest === undefined ? undefined : clock.schedule(clock.now() + longest, () => resume());
      return () => {
        this.#wake = undefined;
        cancel?.();
      };
    });
  }

  /**
   * Invokes the function with a batch until it is taken in or given up; when it is to be halved, with each half.
   *
   * @returns whether it is; a reader that is stopped leaves it
   */
  async #process(stream: Stream, batch: readonly Taken[]): Promise<boolean> {
    const { retries, bisects } = this.#mapping.settings;
    let rest = batch;
    for (let attempts = 1; rest.length > 0; attempts += 1) {
      if (this.#stopped) return false;
      rest = await this.#withoutAged(stream, rest);
      if (rest.length === 0) return true;
      const { failed, cause, result } = await this.#invoke(rest);
      if (failed.length === 0) return true;
      this.#lambda.sources.mappings.progress(this.#mapping.uuid, 'PROBLEM: Function call failed');
      if (bisects && failed.length > 1) {
        const middle = Math.ceil(failed.length / 2);
        return (
          (await this.#process(stream, failed.slice(0, middle))) &&
          (await this.#process(stream, failed.slice(middle)))
        );
      }
      if (retries >= 0 && attempts > retries) {
        await this.#giveUp(stream, failed, 'RetryAttemptsExhausted', attempts, cause, result);
        return true;
      }
      rest = failed;
      await this.#lambda.kernel.clock.sleep(Math.min(seconds(1) * 2 ** (attempts - 1), LONGEST_PAUSE));
    }
    return true;
  }

  async #invoke(batch: readonly Taken[]): Promise<{
    readonly failed: readonly Taken[];
    readonly cause: Cause;
    readonly result: InvocationResult | undefined;
  }> {
    const { uuid, sourceArn } = this.#mapping;
    const { journal } = this.#lambda.kernel;
    const causes = batch.map(({ read }) => read.cause);
    const cause = journal.append({
      type: 'lambda.batch',
      cause: causes[0] ?? 0,
      causes,
      eventSource: uuid,
      source: sourceArn,
    });
    try {
      const event = { Records: batch.map(({ record }) => record) };
      const result = await invokeMapped(this.#lambda, this.#mapping, event, { cause });
      const failed = result.failure === undefined ? this.#failed(batch, result.payload.toString()) : batch;
      return { failed, cause: result.seq, result };
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      journal.append({ type: 'lambda.refused', cause, eventSource: uuid, error: error.code });
      return { failed: batch, cause, result: undefined };
    }
  }

  /** Order counts: from the first record that failed on, everything is tried again. */
  #failed(batch: readonly Taken[], payload: string): readonly Taken[] {
    if (!this.#mapping.settings.reportsFailures) return [];
    const idOf = ({ record }: Taken): string => record.dynamodb.SequenceNumber ?? '';
    const failed = failedItems(payload, batch.map(idOf));
    const first = batch.findIndex((taken) => failed.has(idOf(taken)));
    return first < 0 ? [] : batch.slice(first);
  }

  async #withoutAged(stream: Stream, batch: readonly Taken[]): Promise<readonly Taken[]> {
    const { recordAge } = this.#mapping.settings;
    if (recordAge < 0) return batch;
    const oldest = this.#lambda.kernel.clock.now() - seconds(recordAge);
    const isAged = ({ record }: Taken): boolean =>
      (record.dynamodb.ApproximateCreationDateTime ?? 0) * 1_000 < oldest;
    const aged = batch.filter(isAged);
    const cause = aged[0]?.read.cause ?? 0;
    if (aged.length > 0) await this.#giveUp(stream, aged, 'RecordAgeExceeded', 0, cause, undefined);
    return batch.filter((taken) => !isAged(taken));
  }

  /** Tells the failure destination which records nobody took in. */
  async #giveUp(
    stream: Stream,
    batch: readonly Taken[],
    condition: FailureFacts['condition'],
    attempts: number,
    cause: Cause,
    result: InvocationResult | undefined,
  ): Promise<void> {
    const { kernel, functions } = this.#lambda;
    const { functionArn, settings, uuid } = this.#mapping;
    const reference = parseFunctionArn(functionArn);
    const fn = reference && functions.find(reference);
    const arn = settings.onFailure === undefined ? undefined : parseArn(settings.onFailure);
    if (fn === undefined || arn === undefined) return;
    const document = failureDocument(
      stream,
      batch.map(({ record }) => record),
      {
        timestamp: kernel.clock.now(),
        requestId: kernel.ids.uuid(),
        functionArn,
        condition,
        attempts,
        executedVersion: result?.executedVersion,
      },
    );
    const facts = { type: 'lambda.destination', cause, eventSource: uuid, destination: settings.onFailure };
    try {
      await tellDestination(this.#lambda, arn, {
        fn,
        cause,
        destination: settings.onFailure!,
        body: JSON.stringify(document),
        detailType: 'Lambda Function Invocation Result - Failure',
        resource: functionArn,
      });
      kernel.journal.append({ ...facts, condition });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      kernel.journal.append({ ...facts, condition, error: error.code });
    }
  }

  #progress(result: string, checkpoint: number): void {
    this.#checkpoint = checkpoint;
    this.#lambda.sources.mappings.progress(this.#mapping.uuid, result, checkpoint);
  }
}
