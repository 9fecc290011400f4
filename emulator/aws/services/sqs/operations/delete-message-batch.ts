import type { DeleteMessageBatchRequest, DeleteMessageBatchResult } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../kernel/operation.ts';
import { openQueue } from '../addressing.ts';
import { checkBatch, each } from '../batch.ts';
import type { Sqs } from '../sqs.ts';

export const deleteMessageBatch: Operation<Sqs, DeleteMessageBatchRequest, DeleteMessageBatchResult> = (
  sqs,
  input,
  call,
) => {
  const queue = openQueue(sqs, input.QueueUrl, 'sqs:DeleteMessage', call);
  const entries = input.Entries ?? [];
  checkBatch(entries, 'DeleteMessageBatchRequestEntry');
  return sqs.kernel.store.transact(() =>
    each(entries, ({ Id, ReceiptHandle: handle = '' }) => {
      sqs.delete(queue, handle, call.now);
      return { Id };
    }),
  );
};
