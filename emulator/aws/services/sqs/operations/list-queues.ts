import type { ListQueuesRequest, ListQueuesResult } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../kernel/operation.ts';
import { arn } from '../../../kernel/scope.ts';
import { urlOf } from '../addressing.ts';
import { countRequests } from '../billing.ts';
import { page } from '../paging.ts';
import type { Sqs } from '../sqs.ts';

export const listQueues: Operation<Sqs, ListQueuesRequest, ListQueuesResult> = (sqs, input, call) => {
  const owner = call.scope.accountId;
  call.authorize({ action: 'sqs:ListQueues', resource: arn('sqs', call.scope, ''), owner });
  countRequests(call, false);
  const { items, token } = page(input, (after, limit) =>
    sqs.queues.list(call.scope, input.QueueNamePrefix ?? '', after, limit),
  );
  return {
    ...(items.length > 0 && { QueueUrls: items.map((queue) => urlOf(queue, call)) }),
    ...(token !== undefined && { NextToken: token }),
  };
};
