import type { UntagQueueRequest } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../kernel/operation.ts';
import { openQueue } from '../addressing.ts';
import { missingParameter } from '../errors.ts';
import type { Sqs } from '../sqs.ts';

export const untagQueue: Operation<Sqs, UntagQueueRequest, object> = (sqs, input, call) => {
  const queue = openQueue(sqs, input.QueueUrl, 'sqs:UntagQueue', call);
  const keys = input.TagKeys;
  if (keys === undefined) throw missingParameter('TagKeys');
  const left = Object.entries(queue.tags).filter(([key]) => !keys.includes(key));
  sqs.queues.tag(queue, Object.fromEntries(left));
  return {};
};
