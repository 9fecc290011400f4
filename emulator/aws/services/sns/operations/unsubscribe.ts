import type { UnsubscribeInput } from '@aws-sdk/client-sns';
import type { Operation } from '../../../kernel/operation.ts';
import { readArn } from '../arns.ts';
import { countRequests } from '../billing.ts';
import { invalidParameter } from '../errors.ts';
import type { Sns } from '../sns.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Ends a subscription; one that is gone already counts as ended. Links in messages are not signed, so anybody may follow
 * them unless the subscription was confirmed with AuthenticateOnUnsubscribe. An HTTP endpoint is told, and can still
 * come back.
 */
export const unsubscribe: Operation<Sns, UnsubscribeInput, object> = (sns, input, call) => {
  const { resource } = readArn(input.SubscriptionArn, 'SubscriptionArn');
  const [, id = ''] = resource.split(':');
  if (!UUID.test(id)) throw invalidParameter('SubscriptionId');
  const subscription = sns.subscriptions.byArn(input.SubscriptionArn ?? '');
  const topic = subscription && sns.topics.byId(subscription.row.topic);
  countRequests(call, topic?.name ?? '');
  if (subscription === undefined || topic === undefined) return {};
  call.touches(topic.name);
  const { owner, protocol, unsubscribe_authenticated: demanded } = subscription.row;
  if (call.principal.kind !== 'anonymous' || demanded === 1) {
    const responsible = call.scope.accountId === owner ? owner : topic.owner;
    call.authorize({ action: 'sns:Unsubscribe', resource: topic.arn, owner: responsible });
  }
  sns.kernel.store.transact(() => {
    sns.topics.countUnsubscription(topic.id);
    if (protocol.startsWith('http') && subscription.confirmed) {
      sns.subscriptions.leave(subscription, call.now);
      sns.askToConfirm(topic, subscription, 'UnsubscribeConfirmation', call.seq, call.now);
    } else sns.subscriptions.remove(subscription);
  });
  return {};
};
