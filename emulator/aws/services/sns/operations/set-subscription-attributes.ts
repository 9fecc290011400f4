import type { SetSubscriptionAttributesInput } from '@aws-sdk/client-sns';
import type { Operation } from '../../../kernel/operation.ts';
import { openSubscription } from '../addressing.ts';
import { invalidParameter } from '../errors.ts';
import type { Sns } from '../sns.ts';
import { changeAttributes } from '../subscription-attributes.ts';

export const setSubscriptionAttributes: Operation<Sns, SetSubscriptionAttributesInput, object> = (
  sns,
  input,
  call,
) => {
  const action = 'sns:SetSubscriptionAttributes';
  const { subscription, topic } = openSubscription(sns, input.SubscriptionArn, action, call);
  const { AttributeName: name, AttributeValue: value = '' } = input;
  if (!name) throw invalidParameter('AttributeName');
  sns.subscriptions.change(subscription, changeAttributes(topic, subscription.set, { [name]: value }, ''));
  return {};
};
