/**
 * Putting messages into queues: the same for clients and for services. A FIFO queue answers a deduplication id that it
 * has seen within five minutes with the first message's ids, and keeps nothing.
 */
import { createHash } from 'node:crypto';
import { seconds, type Duration, type Instant } from '../../kernel/instant.ts';
import type { Cause } from '../../kernel/journal.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Principal } from '../../kernel/scope.ts';
import { packAttributes } from './message-attributes.ts';
import type { Messages } from './messages.ts';
import { sizeOfMessage, type OutgoingMessage } from './outgoing-message.ts';
import type { Queue } from './queue.ts';

/** Who sends, when, and what brought it about. */
export interface Sender {
  readonly principal: Principal;
  readonly now: Instant;
  readonly cause: Cause;
}

export interface SentMessage {
  readonly messageId: string;
  /** FIFO queues only. */
  readonly sequence: string | undefined;
}

export class Sending {
  readonly #kernel: Kernel;
  readonly #messages: Messages;
  readonly #onArrival: (queue: Queue) => void;

  /** @param onArrival told after the commit that a queue has a new message */
  constructor(kernel: Kernel, messages: Messages, onArrival: (queue: Queue) => void) {
    this.#kernel = kernel;
    this.#messages = messages;
    this.#onArrival = onArrival;
  }

  /** Puts a checked message into the queue. */
  send(queue: Queue, message: OutgoingMessage, sender: Sender): SentMessage {
    return this.#kernel.store.transact(() =>
      queue.fifo ? this.#sendOnce(queue, message, sender) : this.#add(queue, message, sender, undefined),
    );
  }

  #sendOnce(queue: Queue, message: OutgoingMessage, sender: Sender): SentMessage {
    const { groupId = '', deduplicationId = sha256(message.body) } = message;
    const known = this.#messages.duplicate(queue, groupId, deduplicationId, sender.now);
    if (known !== undefined) return { messageId: known.message_id, sequence: known.sequence };
    const sequence = this.#messages.nextSequence();
    const sent = this.#add(queue, { ...message, deduplicationId }, sender, sequence);
    const duplicate = { message_id: sent.messageId, sequence };
    this.#messages.remember(queue, groupId, deduplicationId, duplicate, sender.now);
    return sent;
  }

  #add(
    queue: Queue,
    message: OutgoingMessage,
    { principal, now, cause }: Sender,
    sequence: string | undefined,
  ): SentMessage {
    const { ids, journal, store } = this.#kernel;
    const messageId = ids.uuid();
    const seq = journal.reserve();
    const visibleAt = now + (message.delay ?? queue.delay);
    for (const delay of queue.fifo ? [0] : this.#struck(seq)) {
      this.#messages.add(queue, {
        message_id: messageId,
        body: message.body,
        attributes: packAttributes(message.attributes),
        trace_header: message.traceHeader ?? null,
        sender: senderId(principal),
        sent: now,
        visible_at: visibleAt + delay,
        group_id: message.groupId ?? null,
        deduplication_id: message.deduplicationId ?? null,
        sequence: sequence ?? null,
        cause: seq,
      });
    }
    store.afterCommit(() => {
      const bytes = sizeOfMessage(message);
      journal.append({ type: 'sqs.message', cause, queue: queue.arn, messageId, bytes }, seq);
      this.#onArrival(queue);
    });
    return { messageId, sequence };
  }

  /** How much later each copy of a message comes: one copy and no delay, unless fault rules strike. */
  #struck(cause: Cause): Duration[] {
    const { faults, journal } = this.#kernel;
    const delays = [0];
    for (const { id, effect } of faults.strike('delivery', 'sqs.message')) {
      if (effect.kind === 'duplicate') delays.push(0);
      else if (effect.kind === 'delay') delays[0] = effect.duration;
      else if (effect.kind === 'reorder') delays[0] = effect.within;
      else if (effect.kind === 'drop') delays[0] = seconds(1);
      else continue;
      journal.append({ type: 'fault', cause, fault: id, effect: effect.kind, topic: 'sqs.message' });
    }
    return delays;
  }
}

/** SenderId: a principal's unique id. What AWS shows for its own services is not documented; here it is their name. */
function senderId(principal: Principal): string {
  if (principal.kind === 'user') return principal.userId;
  return principal.kind === 'service' ? principal.service : 'anonymous';
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
