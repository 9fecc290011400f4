import type { DeleteMessageRequest } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../kernel/operation.ts';
import { openQueue } from '../addressing.ts';
import { missingParameter } from '../errors.ts';
import type { Sqs } from '../sqs.ts';

export const deleteMessage: Operation<Sqs, DeleteMessageRequest, object> = (sqs, input, call) => {
  const queue = openQueue(sqs, input.QueueUrl, 'sqs:DeleteMessage', call);
  if (input.ReceiptHandle === undefined) throw missingParameter('ReceiptHandle');
  sqs.delete(queue, input.ReceiptHandle, call.now);
  return {};
};
