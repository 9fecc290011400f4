import type { GetTopicAttributesInput, GetTopicAttributesResponse } from '@aws-sdk/client-sns';
import type { Operation } from '../../../kernel/operation.ts';
import { openTopic } from '../addressing.ts';
import { effectiveTopicPolicy } from '../delivery-policy.ts';
import type { Sns } from '../sns.ts';

export const getTopicAttributes: Operation<Sns, GetTopicAttributesInput, GetTopicAttributesResponse> = (
  sns,
  input,
  call,
) => {
  const topic = openTopic(sns, input.TopicArn, 'sns:GetTopicAttributes', call);
  const { confirmed, pending } = sns.subscriptions.counts(topic);
  return {
    Attributes: {
      DisplayName: '',
      ...(topic.fifo && { FifoTopic: 'true', ContentBasedDeduplication: 'false' }),
      ...topic.set,
      Policy: topic.policy,
      EffectiveDeliveryPolicy: JSON.stringify(effectiveTopicPolicy(topic.deliveryPolicy)),
      Owner: topic.owner,
      TopicArn: topic.arn,
      SubscriptionsConfirmed: String(confirmed),
      SubscriptionsPending: String(pending),
      SubscriptionsDeleted: String(topic.unsubscribed),
    },
  };
};
