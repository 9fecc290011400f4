import type { ListSubscriptionsByTopicInput, ListSubscriptionsByTopicResponse } from '@aws-sdk/client-sns';
import type { Operation } from '../../../kernel/operation.ts';
import { openTopic } from '../addressing.ts';
import { listed } from '../listed-subscription.ts';
import { page } from '../paging.ts';
import type { Sns } from '../sns.ts';

export const listSubscriptionsByTopic: Operation<
  Sns,
  ListSubscriptionsByTopicInput,
  ListSubscriptionsByTopicResponse
> = (sns, input, call) => {
  const topic = openTopic(sns, input.TopicArn, 'sns:ListSubscriptionsByTopic', call);
  const { items, ...next } = page(
    input.NextToken,
    (after, limit) => sns.subscriptions.ofTopic(topic, Number(after), limit),
    ({ row }) => String(row.id),
  );
  return { Subscriptions: items.map((subscription) => listed(subscription, topic)), ...next };
};
