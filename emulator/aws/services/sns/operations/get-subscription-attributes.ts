import type { GetSubscriptionAttributesInput, GetSubscriptionAttributesResponse } from '@aws-sdk/client-sns';
import type { Operation } from '../../../kernel/operation.ts';
import { openSubscription } from '../addressing.ts';
import type { Sns } from '../sns.ts';
import { describe } from '../subscription-attributes.ts';

export const getSubscriptionAttributes: Operation<
  Sns,
  GetSubscriptionAttributesInput,
  GetSubscriptionAttributesResponse
> = (sns, input, call) => {
  const action = 'sns:GetSubscriptionAttributes';
  const { subscription, topic } = openSubscription(sns, input.SubscriptionArn, action, call);
  return { Attributes: describe(subscription, topic) };
};
