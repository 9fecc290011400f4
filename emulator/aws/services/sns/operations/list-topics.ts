import type { ListTopicsInput, ListTopicsResponse } from '@aws-sdk/client-sns';
import type { Operation } from '../../../kernel/operation.ts';
import { arn } from '../../../kernel/scope.ts';
import { countRequests } from '../billing.ts';
import { page } from '../paging.ts';
import type { Sns } from '../sns.ts';

export const listTopics: Operation<Sns, ListTopicsInput, ListTopicsResponse> = (sns, input, call) => {
  const owner = call.scope.accountId;
  call.authorize({ action: 'sns:ListTopics', resource: arn('sns', call.scope, '*'), owner });
  countRequests(call, '');
  const { items, ...next } = page(
    input.NextToken,
    (after, limit) => sns.topics.list(call.scope, after, limit),
    ({ name }) => name,
  );
  return { Topics: items.map(({ arn: TopicArn }) => ({ TopicArn })), ...next };
};
