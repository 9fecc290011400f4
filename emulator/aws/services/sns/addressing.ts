/** From a request to its topic or subscription, once policies let the caller act on it. */
import type { Call } from '../../kernel/operation.ts';
import { readArn } from './arns.ts';
import { countRequests } from './billing.ts';
import { invalidParameter, subscriptionNotFound, topicNotFound } from './errors.ts';
import { sourceOwner, type Sns } from './sns.ts';
import type { Subscription } from './subscription.ts';
import type { Topic } from './topic.ts';

/**
 * @param action `sns:Publish`
 * @throws AwsError InvalidParameter, NotFound, AuthorizationError
 */
export function openTopic(sns: Sns, topicArn: string | undefined, action: string, call: Call): Topic {
  const parts = readArn(topicArn, 'TopicArn');
  if (parts.region !== call.scope.region) throw invalidParameter('TopicArn');
  const topic = sns.topics.byArn(topicArn ?? '');
  if (topic === undefined) throw topicNotFound();
  authorizeOn(topic, action, call);
  countRequests(call, topic.name);
  return topic;
}

/** @throws AwsError AuthorizationError */
export function authorizeOn(topic: Topic, action: string, call: Call): void {
  call.touches(topic.name);
  call.authorize({
    action,
    resource: topic.arn,
    owner: topic.owner,
    policy: topic.policy,
    context: sourceOwner(call.principal),
  });
}

/**
 * A subscription and its topic.
 *
 * @throws AwsError InvalidParameter, NotFound, AuthorizationError
 */
export function openSubscription(
  sns: Sns,
  subscriptionArn: string | undefined,
  action: string,
  call: Call,
): { readonly subscription: Subscription; readonly topic: Topic } {
  readArn(subscriptionArn, 'SubscriptionArn');
  const subscription = sns.subscriptions.byArn(subscriptionArn ?? '');
  const topic = subscription && sns.topics.byId(subscription.row.topic);
  if (subscription === undefined || topic === undefined) throw subscriptionNotFound();
  call.touches(topic.name);
  const { owner } = subscription.row;
  call.authorize({
    action,
    resource: topic.arn,
    owner: call.scope.accountId === owner ? owner : topic.owner,
  });
  countRequests(call, topic.name);
  return { subscription, topic };
}
