import type { ListSubscriptionsInput, ListSubscriptionsResponse } from '@aws-sdk/client-sns';
import type { Operation } from '../../../kernel/operation.ts';
import { arn } from '../../../kernel/scope.ts';
import { countRequests } from '../billing.ts';
import { listed } from '../listed-subscription.ts';
import { page } from '../paging.ts';
import type { Sns } from '../sns.ts';

export const listSubscriptions: Operation<Sns, ListSubscriptionsInput, ListSubscriptionsResponse> = (
  sns,
  input,
  call,
) => {
  const { accountId: owner, region } = call.scope;
  call.authorize({ action: 'sns:ListSubscriptions', resource: arn('sns', call.scope, '*'), owner });
  countRequests(call, '');
  const { items, ...next } = page(
    input.NextToken,
    (after, limit) => sns.subscriptions.ofOwner(owner, region, Number(after), limit),
    ({ row }) => String(row.id),
  );
  const Subscriptions = items.flatMap((subscription) => {
    const topic = sns.topics.byId(subscription.row.topic);
    return topic === undefined ? [] : [listed(subscription, topic)];
  });
  return { Subscriptions, ...next };
};
