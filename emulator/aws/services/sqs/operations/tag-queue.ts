import type { TagQueueRequest } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../kernel/operation.ts';
import { openQueue } from '../addressing.ts';
import { missingParameter } from '../errors.ts';
import type { Sqs } from '../sqs.ts';

export const tagQueue: Operation<Sqs, TagQueueRequest, object> = (sqs, input, call) => {
  const queue = openQueue(sqs, input.QueueUrl, 'sqs:TagQueue', call);
  if (input.Tags === undefined) throw missingParameter('Tags');
  sqs.queues.tag(queue, { ...queue.tags, ...input.Tags });
  return {};
};
