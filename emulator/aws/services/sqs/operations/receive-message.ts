import type { ReceiveMessageRequest, ReceiveMessageResult } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../kernel/operation.ts';
import { openQueue } from '../addressing.ts';
import { countPayload } from '../billing.ts';
import { authorizeKey } from '../encryption.ts';
import { sizeOf, unpackAttributes } from '../message-attributes.ts';
import type { MessageRow } from '../messages.ts';
import { readMaxMessages, readVisibilityTimeout, readWaitTime } from '../ranges.ts';
import { checkSelection, present, type Selection } from '../received-message.ts';
import type { Sqs } from '../sqs.ts';

export const receiveMessage: Operation<Sqs, ReceiveMessageRequest, ReceiveMessageResult> = async (
  sqs,
  input,
  call,
) => {
  const queue = openQueue(sqs, input.QueueUrl, 'sqs:ReceiveMessage', call);
  const selection: Selection = {
    system: [...(input.AttributeNames ?? []), ...(input.MessageSystemAttributeNames ?? [])],
    attributes: input.MessageAttributeNames ?? [],
  };
  checkSelection(selection);
  const options = {
    limit: readMaxMessages(input.MaxNumberOfMessages),
    visibility: readVisibilityTimeout(input.VisibilityTimeout),
    attemptId: input.ReceiveRequestAttemptId,
  };
  const wait = readWaitTime(input.WaitTimeSeconds) ?? queue.waitTime;
  authorizeKey(call.kernel, queue, call.principal, 'kms:Decrypt', call.seq);
  const messages = await sqs.receive(queue, options, wait, call.wire?.onHangUp);
  if (messages.length === 0) return {};
  countPayload(
    call,
    queue.fifo,
    messages.reduce((bytes, message) => bytes + sizeOfRow(message), 0),
  );
  call.note({ messages: messages.map(({ message_id: id }) => id) });
  return { Messages: messages.map((message) => present(message, selection)) };
};

const sizeOfRow = ({ body, attributes }: MessageRow): number =>
  Buffer.byteLength(body) + sizeOf(unpackAttributes(attributes));
