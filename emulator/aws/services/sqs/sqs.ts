/**
 * The state of SQS: its queues, its messages and who waits for them. Other services deliver through `deliver`, which the
 * queue's policy judges, and look at `permits` when they are told to deliver to a queue later.
 */
import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import { AwsError } from '../../kernel/aws-error.ts';
import { seconds, type Duration, type Instant } from '../../kernel/instant.ts';
import { traceHeader, traceRoot, type Cause } from '../../kernel/journal.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Principal } from '../../kernel/scope.ts';
import { authorizeKey } from './encryption.ts';
import { invalidParameter, messageNotInflight, purgeQueueInProgress, queueDoesNotExist } from './errors.ts';
import { checkAttributes } from './message-attributes.ts';
import { Messages, type MessageRow } from './messages.ts';
import { MoveTasks } from './move-tasks.ts';
import { checkMessage, type OutgoingMessage } from './outgoing-message.ts';
import type { Queue } from './queue.ts';
import { Queues } from './queues.ts';
import { readReceiptHandle } from './receipt-handle.ts';
import { Receiving, type ReceiveOptions } from './receiving.ts';
import { Retention } from './retention.ts';
import { MIGRATIONS } from './schema.ts';
import { Sending, type Sender, type SentMessage } from './sending.ts';
import { Waiters, type HangUp } from './waiters.ts';

/** A message from another service. */
export interface QueueDelivery {
  readonly queueArn: string;
  readonly body: string;
  readonly attributes?: Readonly<Record<string, MessageAttributeValue>>;
  readonly messageGroupId?: string;
  readonly messageDeduplicationId?: string;
  /** The service that delivers, and on behalf of what. */
  readonly principal: Principal;
  /** ARN of what the message comes from: the condition key `aws:SourceArn`. */
  readonly sourceArn?: string;
  readonly cause: Cause;
  /** What the message's AWSTraceHeader says; a trace of its own when absent. */
  readonly traceHeader?: string | undefined;
}

/** `error` is what SQS answered the delivering service. */
export type QueueDeliveryOutcome = 'delivered' | { readonly error: AwsError };

/** What receivers do with a queue: how many messages a receipt gave (0 is an empty one), and deletions. */
export type QueueActivity =
  | { readonly kind: 'received'; readonly messages: number }
  | { readonly kind: 'deleted' };

export type ActivityListener = (queue: Queue, activity: QueueActivity) => void;

/** Longest time that a message may stay in flight, from its receipt on. */
const LONGEST_FLIGHT: Duration = seconds(43_200);

export class Sqs {
  readonly kernel: Kernel;
  readonly queues: Queues;
  readonly messages: Messages;
  readonly retention: Retention;
  readonly moveTasks: MoveTasks;
  readonly #waiters: Waiters<MessageRow>;
  readonly #sending: Sending;
  readonly #receiving: Receiving;
  readonly #activityListeners: ActivityListener[] = [];

  constructor(kernel: Kernel) {
    const { clock, journal, store } = kernel;
    store.define('sqs', MIGRATIONS);
    this.kernel = kernel;
    this.queues = new Queues(store);
    this.messages = new Messages(store);
    this.retention = new Retention(clock, journal, this.queues, this.messages);
    this.#waiters = new Waiters(clock, (id, now) => this.messages.nextVisible(id, now));
    const onArrival = (queue: Queue): void => {
      this.retention.watch(queue);
      this.#waiters.notify(queue.id);
    };
    this.#sending = new Sending(kernel, this.messages, onArrival);
    this.#receiving = new Receiving(kernel, this.queues, this.messages, onArrival);
    this.moveTasks = new MoveTasks(kernel, this.queues, this.messages, onArrival);
    for (const queue of this.queues.all()) this.retention.watch(queue);
  }

  /** Puts checked messages into a queue, all of them or, when something throws, none. */
  send(queue: Queue, messages: readonly OutgoingMessage[], sender: Sender): SentMessage[] {
    return this.kernel.store.transact(() =>
      messages.map((message) => this.#sending.send(queue, message, sender)),
    );
  }

  /**
   * Receives messages, waiting for them if there are none and the receiver wants to. Waiting belongs inside the clock's
   * `run`: it is what does not hold time back there.
   *
   * @param wait how long at most
   * @throws AwsError OverLimit when too many messages are in flight and the receiver does not wait
   */
  async receive(
    queue: Queue,
    options: ReceiveOptions,
    wait: Duration,
    hangUp?: HangUp,
    firm = false,
  ): Promise<readonly MessageRow[]> {
    const now = this.kernel.clock.now();
    const messages = this.#receiving.take(queue, options, now);
    if (messages.length > 0) return this.#received(queue, messages);
    if (wait === 0) {
      this.#receiving.checkLimit(queue, now);
      return this.#received(queue, []);
    }
    const attempt = (at: Instant): readonly MessageRow[] => {
      const current = this.queues.byId(queue.id);
      return current === undefined ? [] : this.#receiving.take(current, options, at);
    };
    return this.#received(queue, await this.#waiters.wait(queue.id, now + wait, attempt, hangUp, firm));
  }

  /** Hears what receivers do. */
  onActivity(listener: ActivityListener): void {
    this.#activityListeners.push(listener);
  }

  /**
   * Deletes a message by a receipt of it. One that is gone already counts as deleted.
   *
   * @throws AwsError ReceiptHandleIsInvalid; InvalidParameterValue for a FIFO queue's receipt that has expired
   */
  delete(queue: Queue, handle: string, now: Instant): void {
    const { message, expired } = this.#lookUp(queue, handle, now);
    if (message === undefined) return;
    if (queue.fifo && expired)
      throw invalidParameter('ReceiptHandle', handle, 'The receipt handle has expired.');
    this.messages.remove(message);
    this.kernel.store.afterCommit(() => this.#tell(queue, { kind: 'deleted' }));
    if (queue.fifo) this.kernel.store.afterCommit(() => this.#waiters.notify(queue.id));
  }

  /**
   * Sets how long a message stays in flight from now on; 0 makes it visible.
   *
   * @returns whether there is such a message, and the receipt may still change it
   * @throws AwsError ReceiptHandleIsInvalid, InvalidParameterValue, MessageNotInflight
   */
  changeVisibility(queue: Queue, handle: string, timeout: Duration, now: Instant): boolean {
    const { message, expired, superseded } = this.#lookUp(queue, handle, now);
    if (message === undefined || (queue.fifo && expired)) return false;
    if (superseded && message.visible_at <= now) throw messageNotInflight();
    const flight = now + timeout - (message.first_received ?? now);
    if (timeout > 0 && flight > LONGEST_FLIGHT) {
      throw invalidParameter(
        'VisibilityTimeout',
        timeout / seconds(1),
        'Total VisibilityTimeout for the message is beyond the limit [43200 seconds].',
      );
    }
    this.messages.setVisibleAt(message, now + timeout);
    this.kernel.store.afterCommit(() => this.#waiters.notify(queue.id));
    return true;
  }

  /** @throws AwsError PurgeQueueInProgress within sixty seconds of the last purge */
  purge(queue: Queue, now: Instant): void {
    if (queue.purged !== undefined && now < queue.purged + seconds(60))
      throw purgeQueueInProgress(queue.name);
    this.kernel.store.transact(() => {
      this.messages.removeAll(queue);
      this.queues.purged(queue, now);
    });
    this.retention.forget(queue);
  }

  /** Deletes a queue and its messages; whoever waits for them gets none. */
  remove(queue: Queue, now: Instant): void {
    this.kernel.store.transact(() => {
      this.messages.removeAll(queue);
      this.queues.remove(queue, now);
    });
    this.retention.forget(queue);
    this.#waiters.dismiss(queue.id);
  }

  exists(queueArn: string): boolean {
    return this.queues.byArn(queueArn) !== undefined;
  }

  /** Whether the queue exists and its policy lets the principal send to it. */
  permits(queueArn: string, principal: Principal, sourceArn?: string): boolean {
    const queue = this.queues.byArn(queueArn);
    return queue !== undefined && this.#refusal(queue, onBehalfOf(principal, sourceArn)) === undefined;
  }

  /** Delivers a message for another service. Never throws for what SQS would refuse. */
  deliver(delivery: QueueDelivery): QueueDeliveryOutcome {
    const { clock, ids } = this.kernel;
    const now = clock.now();
    const principal = onBehalfOf(delivery.principal, delivery.sourceArn);
    const queue = this.queues.byArn(delivery.queueArn);
    if (queue === undefined) return { error: queueDoesNotExist(false) };
    const refusal = this.#refusal(queue, principal);
    if (refusal !== undefined) return { error: refusal };
    const message: OutgoingMessage = {
      body: delivery.body,
      attributes: delivery.attributes,
      traceHeader: delivery.traceHeader ?? traceHeader(traceRoot(now, ids.hex(24)), delivery.cause),
      groupId: delivery.messageGroupId,
      deduplicationId: delivery.messageDeduplicationId,
    };
    try {
      authorizeKey(this.kernel, queue, principal, 'kms:GenerateDataKey', delivery.cause);
      checkAttributes(delivery.attributes ?? {});
      checkMessage(queue, message);
    } catch (error) {
      if (error instanceof AwsError) return { error };
      throw error;
    }
    this.send(queue, [message], { principal, now, cause: delivery.cause });
    return 'delivered';
  }

  #received(queue: Queue, messages: readonly MessageRow[]): readonly MessageRow[] {
    this.#tell(queue, { kind: 'received', messages: messages.length });
    return messages;
  }

  #tell(queue: Queue, activity: QueueActivity): void {
    for (const listener of this.#activityListeners) listener(queue, activity);
  }

  #refusal(queue: Queue, principal: Principal): AwsError | undefined {
    const { access, clock } = this.kernel;
    const request = {
      action: 'sqs:SendMessage',
      resource: queue.arn,
      owner: queue.account,
      policy: queue.policy,
    };
    const decision = access.decide(principal, request, { now: clock.now(), region: queue.region });
    return decision.allowed ? undefined : access.refuse('sqs', principal, request, decision);
  }

  /** The message of a receipt; whether that receipt is no longer good, and whether a later one has replaced it. */
  #lookUp(queue: Queue, handle: string, now: Instant) {
    const receipt = readReceiptHandle(handle, queue.id);
    const message = this.messages.flight(receipt.message);
    const superseded = message !== undefined && message.receives !== receipt.number;
    return {
      message: message?.queue === queue.id ? message : undefined,
      superseded,
      expired: superseded || (message !== undefined && message.visible_at <= now),
    };
  }
}

const onBehalfOf = (principal: Principal, sourceArn: string | undefined): Principal =>
  principal.kind === 'service' && sourceArn !== undefined ? { ...principal, sourceArn } : principal;
