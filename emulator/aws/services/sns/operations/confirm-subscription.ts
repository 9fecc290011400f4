import type { ConfirmSubscriptionInput, ConfirmSubscriptionResponse } from '@aws-sdk/client-sns';
import type { Operation } from '../../../kernel/operation.ts';
import { parseArn } from '../../../kernel/scope.ts';
import { countRequests } from '../billing.ts';
import { invalidParameter, invalidParameterVerbatim } from '../errors.ts';
import type { Sns } from '../sns.ts';

const TOKEN = /^[0-9a-f]{256}$/;

/** Whoever has the token may confirm, known or not: links in messages are not signed. */
export const confirmSubscription: Operation<Sns, ConfirmSubscriptionInput, ConfirmSubscriptionResponse> = (
  sns,
  input,
  call,
) => {
  const { Token: token = '', TopicArn: topicArn = '', AuthenticateOnUnsubscribe: onUnsubscribe } = input;
  countRequests(call, parseArn(topicArn)?.resource ?? '');
  if (!TOKEN.test(token)) throw invalidParameter('Token');
  const topic = sns.topics.byArn(topicArn);
  if (topic === undefined || topic.scope.region !== call.scope.region) throw invalidParameter('Topic');
  call.touches(topic.name);
  const subscription = sns.subscriptions.byToken(token, call.now);
  if (subscription?.row.topic !== topic.id) throw invalidParameterVerbatim('Invalid token');
  const authenticated = call.principal.kind === 'user';
  sns.subscriptions.confirm(subscription, authenticated, onUnsubscribe === 'true');
  return { SubscriptionArn: subscription.arn };
};
