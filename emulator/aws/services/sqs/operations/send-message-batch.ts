import type {
  SendMessageBatchRequest,
  SendMessageBatchRequestEntry,
  SendMessageBatchResult,
} from '@aws-sdk/client-sqs';
import type { Operation } from '../../../kernel/operation.ts';
import { openQueue } from '../addressing.ts';
import { checkBatch, each } from '../batch.ts';
import { countPayload } from '../billing.ts';
import { authorizeKey } from '../encryption.ts';
import { batchRequestTooLong, invalidParameterValue } from '../errors.ts';
import { sizeOf } from '../message-attributes.ts';
import { readMessage } from '../outgoing-message.ts';
import type { Queue } from '../queue.ts';
import { digests } from '../sent-message.ts';
import type { Sqs } from '../sqs.ts';

/** All entries together, whatever the queue's own limit for one message is (recorded 2023-11-14 and 2025-08-19). */
const MOST_BYTES = 1_048_576;

export const sendMessageBatch: Operation<Sqs, SendMessageBatchRequest, SendMessageBatchResult> = (
  sqs,
  input,
  call,
) => {
  const queue = openQueue(sqs, input.QueueUrl, 'sqs:SendMessage', call);
  const entries = input.Entries ?? [];
  checkBatch(entries, 'SendMessageBatchRequestEntry');
  const bytes = entries.reduce((sum, entry) => sum + bytesOf(entry), 0);
  if (bytes > MOST_BYTES) throw batchRequestTooLong(MOST_BYTES, bytes);
  if (queue.fifo) checkFifoEntries(queue, entries);
  authorizeKey(call.kernel, queue, call.principal, 'kms:GenerateDataKey', call.seq);
  countPayload(call, queue.fifo, bytes);
  const sender = { principal: call.principal, now: call.now, cause: call.seq };
  return sqs.kernel.store.transact(() =>
    each(entries, (entry) => {
      const message = readMessage(queue, entry, call.wire?.headers['x-amzn-trace-id']);
      const [sent] = sqs.send(queue, [message], sender);
      return { Id: entry.Id!, ...digests(message, sent!) };
    }),
  );
};

const bytesOf = (entry: SendMessageBatchRequestEntry): number =>
  Buffer.byteLength(entry.MessageBody ?? '') + sizeOf(entry.MessageAttributes);

/** What a FIFO queue needs to know of every message is missed for the batch as a whole (recorded 2023-11-14). */
function checkFifoEntries(queue: Queue, entries: readonly SendMessageBatchRequestEntry[]): void {
  if (entries.some(({ MessageGroupId: id }) => id === undefined)) {
    throw invalidParameterValue('The request must contain the parameter MessageGroupId.');
  }
  if (
    !queue.contentBasedDeduplication &&
    entries.some(({ MessageDeduplicationId: id }) => id === undefined)
  ) {
    throw invalidParameterValue(
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  }
}
