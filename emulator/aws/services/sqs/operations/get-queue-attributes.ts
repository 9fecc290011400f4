import type { GetQueueAttributesRequest, GetQueueAttributesResult } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../kernel/operation.ts';
import { openQueue } from '../addressing.ts';
import { unknownAttribute } from '../errors.ts';
import { ATTRIBUTE_NAMES } from '../queue-attributes.ts';
import type { Queue } from '../queue.ts';
import type { Sqs } from '../sqs.ts';
import type { Instant } from '../../../kernel/instant.ts';

export const getQueueAttributes: Operation<Sqs, GetQueueAttributesRequest, GetQueueAttributesResult> = (
  sqs,
  input,
  call,
) => {
  const queue = openQueue(sqs, input.QueueUrl, 'sqs:GetQueueAttributes', call);
  const names: readonly string[] = input.AttributeNames ?? [];
  for (const name of names) {
    if (name !== 'All' && !ATTRIBUTE_NAMES.has(name)) throw unknownAttribute(name);
  }
  const all = names.includes('All');
  const reported = Object.entries(report(sqs, queue, call.now)).filter(
    ([name]) => all || names.includes(name),
  );
  return { Attributes: Object.fromEntries(reported) };
};

function report(sqs: Sqs, queue: Queue, now: Instant): Record<string, string> {
  sqs.messages.expire(queue, now);
  const { visible, inFlight, delayed } = sqs.messages.counts(queue, now);
  return {
    ...queue.settings,
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: String(Math.floor(queue.created / 1_000)),
    LastModifiedTimestamp: String(Math.floor(queue.modified / 1_000)),
    ...(queue.fifo && { FifoQueue: 'true' }),
  };
}
