/**
 * Asynchronous invocations: a queue of events, kept durably, each tried until it succeeds or is given up.
 *
 * A function error is tried again after one minute and then two, at most twice; a throttled event waits from one second up
 * to five minutes for as long as it may live. What becomes of an event is told to the function's destinations, and one that
 * is given up goes to its dead-letter queue too. All of it is emulated time.
 *
 * Evidence: aws.md section B.4.
 */
import { AwsError } from '../../kernel/aws-error.ts';
import { minutes, seconds, type Duration, type Instant } from '../../kernel/instant.ts';
import type { Cause } from '../../kernel/journal.ts';
import type { Delivery } from '../../kernel/outbox.ts';
import { sendOutcome, type EventOutcome } from './event-outcomes.ts';
import { LATEST, parseFunctionArn } from './function-reference.ts';
import type { Lambda, Target } from './lambda.ts';

export interface AsyncEvent {
  /** As the caller gave it. */
  readonly functionArn: string;
  readonly requestId: string;
  /** JSON text. */
  readonly payload: string;
  readonly traceRoot?: string | undefined;
}

/** An event on its way. */
interface QueuedEvent extends AsyncEvent {
  readonly since: Instant;
  /** How often the function failed on it. */
  readonly failures: number;
  /** How often it was throttled since. */
  readonly throttles: number;
}

const TOPIC = 'lambda.async';
const LONGEST_LIFE = seconds(21_600);
const MOST_RETRIES = 2;
const LONGEST_THROTTLE = minutes(5);

export class AsyncEvents {
  readonly #lambda: Lambda;

  constructor(lambda: Lambda) {
    this.#lambda = lambda;
    lambda.kernel.outbox.handle<QueuedEvent>(TOPIC, (delivery) => this.#deliver(delivery));
  }

  /** Queues an event, as part of the surrounding transaction. */
  enqueue(event: AsyncEvent, cause: Cause): void {
    const { outbox, clock } = this.#lambda.kernel;
    const queued: QueuedEvent = { ...event, since: clock.now(), failures: 0, throttles: 0 };
    outbox.add(TOPIC, queued, { cause });
  }

  async #deliver({ payload: event, cause }: Delivery<QueuedEvent>): Promise<void> {
    const target = this.#target(event);
    if (target === undefined) {
      this.#lambda.kernel.journal.append({ type: 'lambda.dropped', cause, functionArn: event.functionArn });
      return;
    }
    const { age, retries } = this.#limits(event, target);
    if (target.fn.reserved === 0) return this.#giveUp(event, target, cause, 'ZeroReservedConcurrency');
    if (this.#lambda.kernel.clock.now() > event.since + age) {
      return this.#giveUp(event, target, cause, 'EventAgeExceeded');
    }
    try {
      await this.#attempt(event, target, retries, cause);
    } catch (error) {
      if (!(error instanceof AwsError) || error.code !== 'TooManyRequestsException') throw error;
      const wait = Math.min(seconds(1) * 2 ** event.throttles, LONGEST_THROTTLE);
      this.#later({ ...event, throttles: event.throttles + 1 }, wait, cause);
    }
  }

  async #attempt(event: QueuedEvent, target: Target, retries: number, cause: Cause): Promise<void> {
    const { fn, version } = target;
    const result = await this.#lambda.invocations.run({
      fn,
      version,
      functionArn: event.functionArn,
      requestId: event.requestId,
      payload: Buffer.from(event.payload),
      traceRoot: event.traceRoot,
      kind: 'event',
      cause,
    });
    const { failure, payload, seq } = result;
    const failures = event.failures + (failure === undefined ? 0 : 1);
    if (failure !== undefined && failures <= retries) {
      this.#later({ ...event, failures, throttles: 0 }, minutes(failures), seq);
      return;
    }
    const attempts = event.failures + 1;
    const answer = { payload: payload.toString(), version: version.version, failed: failure !== undefined };
    const condition = failure === undefined ? 'Success' : 'RetriesExhausted';
    await this.#tell(event, target, { condition, attempts, answer }, seq);
  }

  #giveUp(
    event: QueuedEvent,
    target: Target,
    cause: Cause,
    condition: EventOutcome['condition'],
  ): Promise<void> {
    return this.#tell(event, target, { condition, attempts: event.failures, answer: undefined }, cause);
  }

  async #tell(
    event: QueuedEvent,
    { fn, version }: Target,
    outcome: Pick<EventOutcome, 'condition' | 'attempts' | 'answer'>,
    cause: Cause,
  ): Promise<void> {
    const { qualifier } = parseFunctionArn(event.functionArn) ?? {};
    const config = this.#lambda.eventConfigs.find(fn, qualifier);
    const failed = outcome.condition !== 'Success';
    await sendOutcome(this.#lambda, {
      ...outcome,
      fn,
      cause,
      requestId: event.requestId,
      payload: event.payload,
      qualifier: qualifier ?? LATEST,
      destination: failed ? config?.onFailure : config?.onSuccess,
      deadLetterArn: failed ? version.settings.deadLetterArn : undefined,
    });
  }

  #later(event: QueuedEvent, wait: Duration, cause: Cause): void {
    const { outbox, clock, store } = this.#lambda.kernel;
    store.transact(() => outbox.add(TOPIC, event, { at: clock.now() + wait, cause }));
  }

  #limits(
    { functionArn }: QueuedEvent,
    { fn }: Target,
  ): { readonly age: Duration; readonly retries: number } {
    const config = this.#lambda.eventConfigs.find(fn, parseFunctionArn(functionArn)?.qualifier);
    return {
      age: config?.age === undefined ? LONGEST_LIFE : seconds(config.age),
      retries: config?.retries ?? MOST_RETRIES,
    };
  }

  #target({ functionArn }: QueuedEvent): Target | undefined {
    const reference = parseFunctionArn(functionArn);
    if (reference === undefined) return undefined;
    try {
      return this.#lambda.invocationTarget(reference);
    } catch (error) {
      if (error instanceof AwsError) return undefined;
      throw error;
    }
  }
}
