import type { DeleteQueueRequest } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../kernel/operation.ts';
import { openQueue } from '../addressing.ts';
import type { Sqs } from '../sqs.ts';

export const deleteQueue: Operation<Sqs, DeleteQueueRequest, object> = (sqs, input, call) => {
  sqs.remove(openQueue(sqs, input.QueueUrl, 'sqs:DeleteQueue', call), call.now);
  return {};
};
