/** A received message as clients see it: which of its attributes they asked for, and the digests over just those. */
import type { Message } from '@aws-sdk/client-sqs';
import { unknownAttribute } from './errors.ts';
import { md5Of, md5OfAttributes, selectAttributes, unpackAttributes } from './message-attributes.ts';
import type { MessageRow } from './messages.ts';
import { writeReceiptHandle } from './receipt-handle.ts';

export interface Selection {
  /** Names of system attributes; `All` is every one. */
  readonly system: readonly string[];
  /** Names of message attributes, with the wildcards `All`, `.*` and `prefix.*`. */
  readonly attributes: readonly string[];
}

type SystemAttribute = (message: MessageRow) => string | null;

const instant = (at: number | null): string | null => (at === null ? null : String(Math.floor(at)));

const SYSTEM: Readonly<Record<string, SystemAttribute>> = {
  SenderId: ({ sender }) => sender,
  SentTimestamp: ({ sent }) => instant(sent),
  ApproximateReceiveCount: ({ receives }) => String(receives),
  ApproximateFirstReceiveTimestamp: ({ first_received: at }) => instant(at),
  SequenceNumber: ({ sequence }) => sequence,
  MessageDeduplicationId: ({ deduplication_id: id }) => id,
  MessageGroupId: ({ group_id: id }) => id,
  AWSTraceHeader: ({ trace_header: header }) => header,
  DeadLetterQueueSourceArn: ({ dead_letter_source: arn }) => arn,
};

/** @throws AwsError InvalidAttributeName */
export function checkSelection({ system }: Selection): void {
  for (const name of system) if (name !== 'All' && SYSTEM[name] === undefined) throw unknownAttribute(name);
}

export function present(message: MessageRow, selection: Selection): Message {
  const attributes = selectAttributes(unpackAttributes(message.attributes), selection.attributes);
  const md5 = md5OfAttributes(attributes);
  const system = systemAttributes(message, selection.system);
  const receipt = { queue: message.queue, message: message.id, number: message.receives };
  return {
    MessageId: message.message_id,
    ReceiptHandle: writeReceiptHandle(receipt),
    MD5OfBody: md5Of(message.body),
    Body: message.body,
    ...(system !== undefined && { Attributes: system }),
    ...(md5 !== undefined && { MD5OfMessageAttributes: md5 }),
    ...(attributes !== undefined && { MessageAttributes: attributes }),
  };
}

function systemAttributes(message: MessageRow, names: readonly string[]): Message['Attributes'] {
  if (names.length === 0) return undefined;
  const wanted = names.includes('All') ? Object.keys(SYSTEM) : names;
  const attributes: Record<string, string> = {};
  for (const name of wanted) {
    const value = SYSTEM[name]?.(message) ?? null;
    if (value !== null) attributes[name] = value;
  }
  return attributes;
}
