/** What a sender learns of its message: ids, and digests by which it can tell that nothing was lost on the way. */
import type { SendMessageResult } from '@aws-sdk/client-sqs';
import { md5Of, md5OfAttributes } from './message-attributes.ts';
import type { OutgoingMessage } from './outgoing-message.ts';
import type { SentMessage } from './sending.ts';

export function digests(
  message: OutgoingMessage,
  { messageId, sequence }: SentMessage,
): SendMessageResult & { MD5OfMessageBody: string; MessageId: string } {
  const attributes = md5OfAttributes(message.attributes);
  const system = message.traceHeaderSet
    ? md5OfAttributes({ AWSTraceHeader: { DataType: 'String', StringValue: message.traceHeader } })
    : undefined;
  return {
    MessageId: messageId,
    MD5OfMessageBody: md5Of(message.body),
    ...(attributes !== undefined && { MD5OfMessageAttributes: attributes }),
    ...(system !== undefined && { MD5OfMessageSystemAttributes: system }),
    ...(sequence !== undefined && { SequenceNumber: sequence }),
  };
}
