/** Messages as functions get them: `Records` of an SQS event. Evidence: aws.md section B.6. */
import type { Message, MessageAttributeValue } from '@aws-sdk/client-sqs';
import type { MessageRow } from '../services/sqs/messages.ts';
import type { Queue } from '../services/sqs/queue.ts';
import { present } from '../services/sqs/received-message.ts';

export type QueueRecord = ReturnType<typeof recordOf>;

const EVERYTHING = { system: ['All'], attributes: ['All'] };

export function queueRecord(message: MessageRow, queue: Queue) {
  return recordOf(present(message, EVERYTHING), queue);
}

function recordOf(message: Message, queue: Queue) {
  const attributes = Object.entries(message.MessageAttributes ?? {});
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(attributes.map(([name, value]) => [name, attributeOf(value)])),
    md5OfMessageAttributes: message.MD5OfMessageAttributes ?? null,
    md5OfBody: message.MD5OfBody ?? '',
    eventSource: 'aws:sqs',
    eventSourceARN: queue.arn,
    awsRegion: queue.region,
  };
}

const attributeOf = ({ StringValue, BinaryValue, DataType }: MessageAttributeValue) => ({
  ...(StringValue !== undefined && { stringValue: StringValue }),
  ...(BinaryValue !== undefined && { binaryValue: Buffer.from(BinaryValue).toString('base64') }),
  stringListValues: [],
  binaryListValues: [],
  dataType: DataType,
});

/** A record as filters see it: its body parsed where it is JSON. */
export function filterable(record: QueueRecord): object {
  try {
    return { ...record, body: JSON.parse(record.body) as unknown };
  } catch {
    return record;
  }
}
