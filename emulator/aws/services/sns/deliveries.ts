/**
 * Bringing notifications to endpoints. Publishing writes one delivery per subscription into the outbox, in the same
 * transaction; each is carried out by the courier of its protocol, tried again as the delivery policy says, and ends, if
 * it cannot be delivered, in the subscription's dead-letter queue, as the envelope that queues get.
 */
import type { Instant } from '../../kernel/instant.ts';
import type { Cause } from '../../kernel/journal.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Delivery, DeliveryOutcome } from '../../kernel/outbox.ts';
import { retryDelay } from './delivery-policy.ts';
import { envelope, lambdaEvent, type Notification } from './envelope.ts';
import type { PublishedAttributes } from './message-attributes.ts';
import type { Signing } from './signing.ts';
import type { Protocol, Subscription } from './subscription.ts';
import type { Subscriptions } from './subscriptions.ts';
import type { Topic } from './topic.ts';
import type { Topics } from './topics.ts';

/** What a courier carries: a finished body, and what has to be known to hand it over. */
export interface Parcel {
  readonly endpoint: string;
  readonly body: string;
  readonly raw: boolean;
  /** Raw deliveries to queues. */
  readonly attributes: PublishedAttributes;
  readonly notification: Notification;
  readonly subscriptionArn: string;
  readonly topic: Topic;
  /** For HTTP endpoints. */
  readonly contentType: string;
  readonly cause: Cause;
}

/** `retry` tells whether another attempt could end better. */
export type ParcelOutcome = 'delivered' | { readonly failure: string; readonly retry: boolean };

export type Courier = (parcel: Parcel) => ParcelOutcome | Promise<ParcelOutcome>;

/** What the outbox keeps. */
interface DeliveryRecord {
  readonly subscriptionArn: string;
  readonly protocol: Protocol;
  readonly endpoint: string;
  readonly notification: Notification;
}

const TOPIC = 'sns.delivery';

export class Deliveries {
  readonly #kernel: Kernel;
  readonly #topics: Topics;
  readonly #subscriptions: Subscriptions;
  readonly #signing: Signing;
  readonly #couriers = new Map<Protocol, Courier>();

  constructor(kernel: Kernel, topics: Topics, subscriptions: Subscriptions, signing: Signing) {
    this.#kernel = kernel;
    this.#topics = topics;
    this.#subscriptions = subscriptions;
    this.#signing = signing;
    kernel.outbox.handle<DeliveryRecord>(TOPIC, (delivery) => this.#carryOut(delivery));
  }

  /** Names who carries parcels of a protocol; once per protocol. */
  carry(protocol: Protocol, courier: Courier): void {
    if (this.#couriers.has(protocol)) throw new Error(`two couriers for ${protocol}`);
    this.#couriers.set(protocol, courier);
  }

  /** Adds a delivery to the surrounding transaction. */
  add({ row }: Subscription, notification: Notification, cause: Cause): void {
    const { arn: subscriptionArn, protocol, endpoint } = row;
    const record: DeliveryRecord = { subscriptionArn, protocol, endpoint, notification };
    this.#kernel.outbox.add(TOPIC, record, { cause });
  }

  /** Deliveries of FIFO topics go out without awaiting anything, so that they arrive in the order of publication. */
  #carryOut(delivery: Delivery<DeliveryRecord>): DeliveryOutcome | Promise<DeliveryOutcome> {
    const { notification, subscriptionArn } = delivery.payload;
    const topic = this.#topics.byArn(notification.topicArn);
    const subscription = this.#subscriptions.byArn(subscriptionArn);
    const gone = notification.type === 'Notification' && subscription === undefined;
    if (topic === undefined || gone) return;
    const attempt = (): DeliveryOutcome | Promise<DeliveryOutcome> => {
      const parcel = this.#wrap(delivery, topic, subscription);
      const courier = this.#couriers.get(delivery.payload.protocol);
      const outcome = courier?.(parcel) ?? { failure: 'nobody delivers there', retry: false };
      return outcome instanceof Promise
        ? outcome.then((settled) => this.#settle(delivery, parcel, subscription, settled))
        : this.#settle(delivery, parcel, subscription, outcome);
    };
    const signed = notification.sequence === undefined;
    return signed && !this.#signing.ready ? this.#signing.prepare().then(attempt) : attempt();
  }

  #wrap(delivery: Delivery<DeliveryRecord>, topic: Topic, subscription: Subscription | undefined): Parcel {
    const { notification, protocol, endpoint, subscriptionArn } = delivery.payload;
    const raw = notification.type === 'Notification' && protocol !== 'lambda' && (subscription?.raw ?? false);
    const context = { signing: this.#signing, endpoint: this.#kernel.endpoint(), subscriptionArn };
    const body = raw
      ? notification.message
      : (protocol === 'lambda' ? lambdaEvent : envelope)(notification, context);
    const confirms = notification.type !== 'Notification';
    const contentType = confirms ? undefined : subscription?.policyUnder(topic).contentType;
    return {
      endpoint,
      body,
      raw,
      notification,
      subscriptionArn,
      topic,
      attributes: notification.attributes ?? {},
      contentType: contentType ?? 'text/plain; charset=UTF-8',
      cause: this.#kernel.journal.reserve(),
    };
  }

  #settle(
    delivery: Delivery<DeliveryRecord>,
    parcel: Parcel,
    subscription: Subscription | undefined,
    outcome: ParcelOutcome,
  ): DeliveryOutcome | Promise<DeliveryOutcome> {
    const { protocol } = delivery.payload;
    this.#count(protocol, parcel.topic);
    if (outcome === 'delivered') {
      this.#note(delivery, parcel, { status: 'delivered' });
      return;
    }
    const policy = subscription?.policyUnder(parcel.topic);
    const delay = outcome.retry ? retryDelay(protocol, policy, delivery.attempt) : undefined;
    const { failure } = outcome;
    if (delay !== undefined) {
      const retryAt: Instant = this.#kernel.clock.now() + delay;
      this.#note(delivery, parcel, { status: 'postponed', failure, retryAt });
      return { retryAt };
    }
    const target = subscription?.deadLetterTarget;
    this.#note(delivery, parcel, { status: 'failed', failure, ...(target && { deadLetterTarget: target }) });
    if (target !== undefined) return this.#bury(parcel, target);
  }

  /** Brings the notification, in the form that queues get it, to the dead-letter queue. */
  async #bury(parcel: Parcel, endpoint: string): Promise<void> {
    const courier = this.#couriers.get('sqs');
    const context = {
      signing: this.#signing,
      endpoint: this.#kernel.endpoint(),
      subscriptionArn: parcel.subscriptionArn,
    };
    const body = parcel.raw ? parcel.body : envelope(parcel.notification, context);
    const outcome = await courier?.({ ...parcel, endpoint, body });
    if (outcome === 'delivered' || outcome === undefined) return;
    const cause = parcel.cause;
    this.#kernel.journal.append({
      type: 'sns.lost',
      cause,
      topic: parcel.topic.arn,
      endpoint,
      failure: outcome.failure,
    });
  }

  #note(delivery: Delivery<DeliveryRecord>, parcel: Parcel, facts: Readonly<Record<string, unknown>>): void {
    const { subscriptionArn, protocol, endpoint, notification } = delivery.payload;
    const { topicArn: topic, messageId } = notification;
    this.#kernel.journal.append(
      {
        type: 'sns.delivery',
        cause: delivery.cause,
        topic,
        subscription: subscriptionArn,
        protocol,
        endpoint,
        messageId,
        attempt: delivery.attempt,
        ...facts,
      },
      parcel.cause,
    );
  }

  #count(protocol: Protocol, { name: resource, scope }: Topic): void {
    const { accountId, region } = scope;
    const usageType = `DeliveryAttempts-${protocol.toUpperCase()}`;
    this.#kernel.meter.add(
      { service: 'sns', usageType, operation: 'Publish', resource, accountId, region },
      1,
    );
  }
}
