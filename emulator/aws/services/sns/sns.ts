/**
 * The state of SNS: topics, subscriptions, and the deliveries between them. Other services publish through
 * `publishFrom`, which the topic's policy judges; who carries messages to queues, functions and HTTP endpoints is wired
 * from outside.
 */
import { AwsError } from '../../kernel/aws-error.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Cause } from '../../kernel/journal.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Principal } from '../../kernel/scope.ts';
import { Deliveries } from './deliveries.ts';
import { authorizeKey } from './encryption.ts';
import type { Notification } from './envelope.ts';
import { topicNotFound } from './errors.ts';
import { accepts, factsOfAttributes, factsOfBody } from './filter-policy.ts';
import type { MessageAttributes } from './message-attributes.ts';
import { checkSize, readPublication, type Publication } from './publication.ts';
import { MIGRATIONS } from './schema.ts';
import { Signing } from './signing.ts';
import type { Subscription } from './subscription.ts';
import { Subscriptions } from './subscriptions.ts';
import type { Topic } from './topic.ts';
import { Topics } from './topics.ts';

export interface Published {
  readonly messageId: string;
  /** FIFO topics. */
  readonly sequence: string | undefined;
}

/** A message from another service. */
export interface ServicePublication {
  readonly topicArn: string;
  readonly message: string;
  readonly subject?: string;
  readonly attributes?: MessageAttributes;
  readonly messageGroupId?: string;
  readonly messageDeduplicationId?: string;
  /** The service that publishes, and on behalf of what. */
  readonly principal: Principal;
  /** ARN of what the message comes from: the condition key `aws:SourceArn`. */
  readonly sourceArn?: string;
  readonly cause: Cause;
}

/** `error` is what SNS answered the publishing service. */
export type ServicePublicationOutcome = 'published' | { readonly error: AwsError };

export class Sns {
  readonly kernel: Kernel;
  readonly topics: Topics;
  readonly subscriptions: Subscriptions;
  readonly signing: Signing;
  readonly deliveries: Deliveries;

  constructor(kernel: Kernel) {
    const { clock, store } = kernel;
    store.define('sns', MIGRATIONS);
    this.kernel = kernel;
    this.topics = new Topics(store);
    this.subscriptions = new Subscriptions(store);
    this.signing = new Signing(clock, store);
    this.deliveries = new Deliveries(kernel, this.topics, this.subscriptions, this.signing);
  }

  /** Publishes a checked message: one delivery to every confirmed subscription whose filter policy lets it through. */
  publish(topic: Topic, publication: Publication, cause: Cause, now: Instant): Published {
    return this.kernel.store.transact(() => {
      const { groupId = '', deduplicationId } = publication;
      if (!topic.fifo || deduplicationId === undefined) return this.#send(topic, publication, cause, now);
      const known = this.topics.duplicate(topic, groupId, deduplicationId, now);
      if (known !== undefined) return { messageId: known.message_id, sequence: known.sequence };
      const published = this.#send(topic, publication, cause, now, this.topics.nextSequence(topic));
      const duplicate = { message_id: published.messageId, sequence: published.sequence! };
      this.topics.remember(topic, groupId, deduplicationId, duplicate, now);
      return published;
    });
  }

  /** Asks an endpoint to confirm that it wants to be subscribed, or that it wants to leave. */
  askToConfirm(
    topic: Topic,
    subscription: Subscription,
    type: 'SubscriptionConfirmation' | 'UnsubscribeConfirmation',
    cause: Cause,
    now: Instant,
  ): void {
    const { ids } = this.kernel;
    const token = ids.hex(256);
    const message =
      type === 'SubscriptionConfirmation'
        ? `You have chosen to subscribe to the topic ${topic.arn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`
        : `You have chosen to deactivate subscription ${subscription.arn}.\nTo cancel this operation and restore the subscription, visit the SubscribeURL included in this message.`;
    const notification: Notification = {
      type,
      messageId: ids.uuid(),
      message,
      token,
      at: now,
      topicArn: topic.arn,
      signatureVersion: topic.signatureVersion,
    };
    this.subscriptions.issueToken(subscription, token, now);
    this.deliveries.add(subscription, notification, cause);
  }

  exists(topicArn: string): boolean {
    return this.topics.byArn(topicArn) !== undefined;
  }

  /** Whether the topic exists and its policy lets the principal publish to it. */
  permits(topicArn: string, principal: Principal, sourceArn?: string): boolean {
    const topic = this.topics.byArn(topicArn);
    return topic !== undefined && this.#refusal(topic, onBehalfOf(principal, sourceArn)) === undefined;
  }

  /** Publishes a message for another service. Never throws for what SNS would refuse. */
  publishFrom(request: ServicePublication): ServicePublicationOutcome {
    const { topicArn, principal: service, sourceArn, cause } = request;
    const principal = onBehalfOf(service, sourceArn);
    const topic = this.topics.byArn(topicArn);
    if (topic === undefined) return { error: topicNotFound() };
    const refusal = this.#refusal(topic, principal);
    if (refusal !== undefined) return { error: refusal };
    try {
      const publication = readPublication(topic, {
        Message: request.message,
        Subject: request.subject,
        MessageAttributes: request.attributes,
        MessageGroupId: request.messageGroupId,
        MessageDeduplicationId: request.messageDeduplicationId,
      });
      checkSize(topic, publication);
      authorizeKey(this.kernel, topic, principal, cause);
      this.publish(topic, publication, cause, this.kernel.clock.now());
      return 'published';
    } catch (error) {
      if (error instanceof AwsError) return { error };
      throw error;
    }
  }

  #send(topic: Topic, publication: Publication, cause: Cause, now: Instant, sequence?: string): Published {
    const { ids, journal, store } = this.kernel;
    const { message, messages, subject, attributes, groupId, deduplicationId } = publication;
    const messageId = ids.uuid();
    const seq = journal.reserve();
    let deliveries = 0;
    for (const subscription of this.subscriptions.ofTopic(topic)) {
      const text = messages[subscription.row.protocol] ?? message;
      if (!subscription.confirmed || !letsThrough(subscription, publication, text)) continue;
      deliveries += 1;
      const notification: Notification = {
        type: 'Notification',
        messageId,
        topicArn: topic.arn,
        subject,
        attributes,
        groupId,
        deduplicationId,
        sequence,
        message: text,
        at: now,
        signatureVersion: topic.signatureVersion,
      };
      this.deliveries.add(subscription, notification, seq);
    }
    store.afterCommit(() => {
      const bytes = publication.size;
      journal.append(
        { type: 'sns.notification', cause, topic: topic.arn, messageId, bytes, deliveries },
        seq,
      );
    });
    return { messageId, sequence };
  }

  #refusal(topic: Topic, principal: Principal): AwsError | undefined {
    const { access, clock } = this.kernel;
    const request = {
      action: 'sns:Publish',
      resource: topic.arn,
      owner: topic.owner,
      policy: topic.policy,
      context: sourceOwner(principal),
    };
    const decision = access.decide(principal, request, { now: clock.now(), region: topic.scope.region });
    return decision.allowed ? undefined : access.refuse('sns', principal, request, decision);
  }
}

function letsThrough(subscription: Subscription, { attributes }: Publication, text: string): boolean {
  const { filterPolicy } = subscription;
  if (filterPolicy === undefined) return true;
  if (subscription.filtersBody) return factsOfBody(text).some((facts) => accepts(filterPolicy, facts));
  const filterable = Object.fromEntries(
    Object.entries(attributes).map(([name, { Type, Value }]) => [
      name,
      { DataType: Type, ...(!Type.startsWith('Binary') && { StringValue: Value }) },
    ]),
  );
  return accepts(filterPolicy, factsOfAttributes(filterable));
}

/**
 * The condition key of default topic policies: the account on whose behalf somebody acts. Of AWS's services only
 * CloudWatch's alarms say it; S3 and others need a policy of their own.
 */
export function sourceOwner(principal: Principal): { readonly 'aws:SourceOwner'?: string } {
  if (principal.kind === 'user') return { 'aws:SourceOwner': principal.accountId };
  const owner = principal.kind === 'service' ? principal.sourceAccount : undefined;
  const told = principal.kind === 'service' && principal.service === 'cloudwatch.amazonaws.com';
  return told && owner !== undefined ? { 'aws:SourceOwner': owner } : {};
}

const onBehalfOf = (principal: Principal, sourceArn: string | undefined): Principal =>
  principal.kind === 'service' && sourceArn !== undefined ? { ...principal, sourceArn } : principal;
