/**
 * ChangeMessageVisibilityBatch. Of a message that is gone it says otherwise than ChangeMessageVisibility does.
 *
 * Evidence: answers of AWS that the Go CDK 0.49.0 keeps for its tests of SQS (June 2026).
 */
import type {
  ChangeMessageVisibilityBatchRequest,
  ChangeMessageVisibilityBatchResult,
} from '@aws-sdk/client-sqs';
import type { Operation } from '../../../kernel/operation.ts';
import { openQueue } from '../addressing.ts';
import { checkBatch, each } from '../batch.ts';
import { messageIsGone, missingParameter } from '../errors.ts';
import { readVisibilityTimeout } from '../ranges.ts';
import type { Sqs } from '../sqs.ts';

export const changeMessageVisibilityBatch: Operation<
  Sqs,
  ChangeMessageVisibilityBatchRequest,
  ChangeMessageVisibilityBatchResult
> = (sqs, input, call) => {
  const queue = openQueue(sqs, input.QueueUrl, 'sqs:ChangeMessageVisibility', call);
  const entries = input.Entries ?? [];
  checkBatch(entries, 'ChangeMessageVisibilityBatchRequestEntry');
  return sqs.kernel.store.transact(() =>
    each(entries, ({ Id, ReceiptHandle: handle = '', VisibilityTimeout: given }) => {
      const timeout = readVisibilityTimeout(given);
      if (timeout === undefined) throw missingParameter('VisibilityTimeout');
      if (!sqs.changeVisibility(queue, handle, timeout, call.now)) throw messageIsGone();
      return { Id };
    }),
  );
};
