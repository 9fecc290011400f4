/**
 * A message on its way into a queue: what a sender may say, checked in the order in which AWS complains (aws.md section
 * C.3). Standard queues take a MessageGroupId too, for fair queues; it is kept and returned, and deliveries are not
 * reordered by it.
 */
import type { SendMessageBatchRequestEntry, SendMessageRequest } from '@aws-sdk/client-sqs';
import { seconds, type Duration } from '../../kernel/instant.ts';
import { invalidParameter, invalidParameterValue, messageTooLong, missingParameter } from './errors.ts';
import { checkAttributes, checkCharacters, sizeOf, type MessageAttributes } from './message-attributes.ts';
import type { Queue } from './queue.ts';

export interface OutgoingMessage {
  readonly body: string;
  readonly attributes?: MessageAttributes | undefined;
  /** The system attribute AWSTraceHeader. */
  readonly traceHeader?: string | undefined;
  /** Whether the sender set it as an attribute, and so gets a digest of it. */
  readonly traceHeaderSet?: boolean;
  readonly groupId?: string | undefined;
  readonly deduplicationId?: string | undefined;
  /** Instead of the queue's own. */
  readonly delay?: Duration | undefined;
}

const LONGEST_DELAY = 900;
const IDENTIFIER = /^[\x21-\x7E]{1,128}$/;

/**
 * Reads a send or an entry of a batch.
 *
 * @param queue where it goes
 * @param tracing the trace header of the request, when the message names none
 * @throws AwsError MissingParameter, InvalidParameterValue, InvalidMessageContents
 */
export function readMessage(
  queue: Queue,
  input: SendMessageRequest | SendMessageBatchRequestEntry,
  tracing: string | undefined,
): OutgoingMessage {
  const { MessageBody: body, MessageAttributes: attributes, MessageSystemAttributes: system } = input;
  if (!body) throw missingParameter('MessageBody');
  checkCharacters(body, 'message body');
  checkAttributes(attributes ?? {});
  for (const name of Object.keys(system ?? {})) {
    if (name !== 'AWSTraceHeader') {
      throw invalidParameterValue(`Message system attribute name '${name}' is not supported.`);
    }
  }
  const header = system?.AWSTraceHeader?.StringValue;
  const message: OutgoingMessage = {
    body,
    attributes,
    traceHeader: header ?? tracing,
    traceHeaderSet: header !== undefined,
    groupId: input.MessageGroupId,
    deduplicationId: input.MessageDeduplicationId,
    delay: readDelay(queue, input.DelaySeconds),
  };
  checkMessage(queue, message);
  return message;
}

/**
 * What the queue itself demands of a message, whoever sends it.
 *
 * @throws AwsError MissingParameter, InvalidParameterValue
 */
export function checkMessage(queue: Queue, message: OutgoingMessage): void {
  const { groupId, deduplicationId } = message;
  if (sizeOfMessage(message) > queue.maximumMessageSize) throw messageTooLong(queue.maximumMessageSize);
  checkIdentifier('MessageGroupId', groupId);
  checkIdentifier('MessageDeduplicationId', deduplicationId);
  if (!queue.fifo) {
    if (deduplicationId !== undefined) {
      throw invalidParameter('MessageDeduplicationId', deduplicationId, NOT_FOR_THIS_QUEUE);
    }
    return;
  }
  if (groupId === undefined) throw missingParameter('MessageGroupId');
  if (deduplicationId === undefined && !queue.contentBasedDeduplication) {
    throw invalidParameterValue(
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  }
}

/** Bytes of body and attributes. */
export const sizeOfMessage = ({ body, attributes }: OutgoingMessage): number =>
  Buffer.byteLength(body) + sizeOf(attributes);

const NOT_FOR_THIS_QUEUE = 'The request include parameter that is not valid for this queue type.';

function readDelay(queue: Queue, delay: number | undefined): Duration | undefined {
  if (delay === undefined) return undefined;
  if (!(delay >= 0 && delay <= LONGEST_DELAY)) {
    throw invalidParameter('DelaySeconds', delay, `DelaySeconds must be >= 0 and <= ${LONGEST_DELAY}.`);
  }
  if (queue.fifo && delay > 0) throw invalidParameter('DelaySeconds', delay, NOT_FOR_THIS_QUEUE);
  return seconds(delay);
}

function checkIdentifier(name: string, value: string | undefined): void {
  if (value === undefined || IDENTIFIER.test(value)) return;
  throw invalidParameter(
    name,
    value,
    `${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
  );
}
