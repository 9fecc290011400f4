/**
 * Tells others what happened in a bucket. For every rule that an event meets, a delivery is added to the outbox within
 * the transaction of the change, so an event is told exactly when the change is kept. Who carries a delivery out is
 * registered by the wirings: S3 knows no other service.
 *
 * Evidence: fact sheet S3 §9. One message per event and rule.
 */
import type { AwsError } from '../../kernel/aws-error.ts';
import type { Cause } from '../../kernel/journal.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { BusEvent } from '../../kernel/ports.ts';
import { bucketArn, type Bucket } from './bucket.ts';
import type { BucketConfigs } from './bucket-configs.ts';
import { busEvent, eventMessage, sequencer, testMessage, type EventOrigin } from './event-record.ts';
import type { DestinationKind, NotificationRule } from './notification-document.ts';
import type { ObjectEvent } from './object-event.ts';

/** The bucket on whose behalf S3 speaks. */
export interface EventSource {
  readonly bucketArn: string;
  readonly account: string;
  readonly region: string;
}

interface MessageDelivery extends EventSource {
  readonly arn: string;
  readonly message: string;
  readonly cause: Cause;
  /** The trace header of the request that the message is about. */
  readonly trace?: string | undefined;
}

/** A service that events can be sent to. */
export interface Destination {
  /** Why events cannot be sent there, if so: it does not exist, or does not let S3 in. */
  fault(arn: string, source: EventSource): 'missing' | 'denied' | undefined;
  /** @returns what the other service answered when it did not take the message; S3 does not try again */
  deliver(delivery: MessageDelivery): AwsError | undefined;
}

/** Where EventBridge takes events in. */
export type BusDestination = (source: EventSource, event: BusEvent, cause: Cause) => void;

type Payload =
  | (MessageDelivery & { readonly kind: DestinationKind })
  | {
      readonly kind: 'eventbridge';
      readonly source: EventSource;
      readonly event: BusEvent;
      readonly cause: Cause;
    };

const TOPIC = 's3.event';

export class Notifications {
  readonly #kernel: Kernel;
  readonly #configs: BucketConfigs;
  readonly #destinations = new Map<DestinationKind, Destination>();
  #bus: BusDestination | undefined;
  #counter = 0;

  constructor(kernel: Kernel, configs: BucketConfigs) {
    this.#kernel = kernel;
    this.#configs = configs;
    kernel.outbox.handle<Payload>(TOPIC, ({ payload }) => {
      this.#carryOut(payload);
    });
  }

  /** Names who takes deliveries of a kind; once per kind. */
  register(kind: DestinationKind, destination: Destination): void {
    this.#destinations.set(kind, destination);
  }

  registerBus(bus: BusDestination): void {
    this.#bus = bus;
  }

  destination(kind: DestinationKind): Destination | undefined {
    return this.#destinations.get(kind);
  }

  /** Whether anybody wants to hear what happens in the bucket; most have nobody, and then no event need be made. */
  listens(bucket: Bucket): boolean {
    return this.#configs.get(bucket, 'notification') !== undefined;
  }

  /** Adds the deliveries of an event to the surrounding transaction. */
  publish(bucket: Bucket, event: ObjectEvent, origin: EventOrigin): void {
    const document = this.#configs.get(bucket, 'notification');
    if (document === undefined) return;
    const rules = document.rules.filter((rule) => applies(rule, event));
    if (rules.length === 0 && !document.eventBridge) return;
    const cause = this.#journal(bucket, event, origin);
    const sequence = sequencer(origin.at, this.#next(origin.cause));
    const source = sourceOf(bucket);
    for (const { id, kind, arn } of rules) {
      const message = eventMessage(bucket, event, origin, id, sequence);
      this.#add({ ...source, kind, arn, message, cause, trace: origin.trace });
    }
    const bridged = document.eventBridge ? busEvent(bucket, event, origin, sequence) : undefined;
    if (bridged !== undefined) this.#add({ kind: 'eventbridge', source, event: bridged, cause });
  }

  /** Sends the test event to a destination that is being configured. */
  publishTest(bucket: Bucket, rule: NotificationRule, origin: EventOrigin): void {
    const { kind, arn } = rule;
    const message = testMessage(bucket.name, origin);
    this.#add({ ...sourceOf(bucket), kind, arn, message, cause: origin.cause });
  }

  #add(payload: Payload): void {
    this.#kernel.outbox.add(TOPIC, payload, { cause: payload.cause });
  }

  #carryOut(payload: Payload): void {
    if (payload.kind === 'eventbridge') {
      this.#bus?.(payload.source, payload.event, payload.cause);
      return;
    }
    const refusal = this.#destinations.get(payload.kind)?.deliver(payload);
    if (refusal === undefined) return;
    const { arn, cause } = payload;
    this.#kernel.journal.append({ type: 's3.undelivered', cause, destination: arn, error: refusal.code });
  }

  /** The event's own number in the journal, whose entry is written once the change is kept. */
  #journal(bucket: Bucket, event: ObjectEvent, origin: EventOrigin): Cause {
    const { journal, store } = this.#kernel;
    const seq = journal.reserve();
    const { name, key, versionId } = event;
    const facts = { bucket: bucket.name, key, event: name, ...(versionId && { versionId }) };
    store.afterCommit(() => journal.append({ type: 's3.event', cause: origin.cause, ...facts }, seq));
    return seq;
  }

  #next(cause: Cause): number {
    this.#counter = Math.max(this.#counter + 1, cause);
    return this.#counter;
  }
}

export const sourceOf = (bucket: Bucket): EventSource => ({
  bucketArn: bucketArn(bucket.name),
  account: bucket.account,
  region: bucket.region,
});

function applies(rule: NotificationRule, { name, key }: ObjectEvent): boolean {
  return (
    key.startsWith(rule.prefix ?? '') &&
    key.endsWith(rule.suffix ?? '') &&
    rule.events.some((pattern) => coversEvent(pattern, name))
  );
}

/** Whether `s3:ObjectCreated:*` or a name in full covers `ObjectCreated:Put`. */
const coversEvent = (pattern: string, name: string): boolean =>
  pattern.endsWith(':*') ? `s3:${name}`.startsWith(pattern.slice(0, -1)) : pattern === `s3:${name}`;
