import type { SendMessageRequest, SendMessageResult } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../kernel/operation.ts';
import { openQueue } from '../addressing.ts';
import { countPayload } from '../billing.ts';
import { authorizeKey } from '../encryption.ts';
import { readMessage, sizeOfMessage } from '../outgoing-message.ts';
import { digests } from '../sent-message.ts';
import type { Sqs } from '../sqs.ts';

export const sendMessage: Operation<Sqs, SendMessageRequest, SendMessageResult> = (sqs, input, call) => {
  const queue = openQueue(sqs, input.QueueUrl, 'sqs:SendMessage', call);
  const message = readMessage(queue, input, call.wire?.headers['x-amzn-trace-id']);
  authorizeKey(call.kernel, queue, call.principal, 'kms:GenerateDataKey', call.seq);
  countPayload(call, queue.fifo, sizeOfMessage(message));
  const [sent] = sqs.send(queue, [message], { principal: call.principal, now: call.now, cause: call.seq });
  return digests(message, sent!);
};
