import type {
  ListDeadLetterSourceQueuesRequest,
  ListDeadLetterSourceQueuesResult,
} from '@aws-sdk/client-sqs';
import type { Operation } from '../../../kernel/operation.ts';
import { openQueue, urlOf } from '../addressing.ts';
import { page } from '../paging.ts';
import type { Sqs } from '../sqs.ts';

export const listDeadLetterSourceQueues: Operation<
  Sqs,
  ListDeadLetterSourceQueuesRequest,
  ListDeadLetterSourceQueuesResult
> = (sqs, input, call) => {
  const queue = openQueue(sqs, input.QueueUrl, 'sqs:ListDeadLetterSourceQueues', call);
  const { items, token } = page(input, (after, limit) => sqs.queues.sourcesOf(queue.arn, after, limit));
  return {
    queueUrls: items.map((source) => urlOf(source, call)),
    ...(token !== undefined && { NextToken: token }),
  };
};
