import type { PurgeQueueRequest } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../kernel/operation.ts';
import { openQueue } from '../addressing.ts';
import type { Sqs } from '../sqs.ts';

export const purgeQueue: Operation<Sqs, PurgeQueueRequest, object> = (sqs, input, call) => {
  sqs.purge(openQueue(sqs, input.QueueUrl, 'sqs:PurgeQueue', call), call.now);
  return {};
};
