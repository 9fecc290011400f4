import type { SubscribeInput, SubscribeResponse } from '@aws-sdk/client-sns';
import type { Call, Operation } from '../../../kernel/operation.ts';
import { parseArn } from '../../../kernel/scope.ts';
import { openTopic } from '../addressing.ts';
import { checkEndpoint, readProtocol } from '../endpoint.ts';
import { invalidParameter } from '../errors.ts';
import type { Sns } from '../sns.ts';
import { changeAttributes } from '../subscription-attributes.ts';
import type { Subscription } from '../subscription.ts';

export const subscribe: Operation<Sns, SubscribeInput, SubscribeResponse> = (sns, input, call) => {
  const protocol = readProtocol(input.Protocol);
  const topic = openTopic(sns, input.TopicArn, 'sns:Subscribe', call);
  const endpoint = checkEndpoint(topic, protocol, input.Endpoint);
  const given = input.Attributes ?? {};
  const attributes = changeAttributes(topic, {}, given, 'Attributes Reason: ');
  return sns.kernel.store.transact(() => {
    const existing = sns.subscriptions.find(topic, protocol, endpoint);
    if (existing !== undefined && !agrees(existing, given)) {
      throw invalidParameter('Attributes Reason: Subscription already exists with different attributes');
    }
    const subscription =
      existing ??
      sns.subscriptions.add(topic, {
        arn: `${topic.arn}:${call.kernel.ids.uuid()}`,
        protocol,
        endpoint,
        attributes,
        owner: call.scope.accountId,
        principal: call.principal.kind === 'user' ? call.principal.arn : '',
        confirmed: needsNoConfirmation(protocol, endpoint, call),
      });
    if (!subscription.confirmed) {
      sns.askToConfirm(topic, subscription, 'SubscriptionConfirmation', call.seq, call.now);
    }
    const told = subscription.confirmed || input.ReturnSubscriptionArn === true;
    return { SubscriptionArn: told ? subscription.arn : 'pending confirmation' };
  });
};

/** Whether a subscription already is what is asked for; what is not mentioned counts as agreed. */
const agrees = ({ set }: Subscription, given: Readonly<Record<string, string>>): boolean =>
  Object.entries(given).every(([name, value]) => (set[name] ?? '') === value);

/** Queues and functions of the subscriber's own account are subscribed at once. */
const needsNoConfirmation = (protocol: string, endpoint: string, call: Call): boolean =>
  !protocol.startsWith('http') && parseArn(endpoint)?.accountId === call.scope.accountId;
