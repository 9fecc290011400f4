import type { SetQueueAttributesRequest } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../kernel/operation.ts';
import { openQueue } from '../addressing.ts';
import { checkDeadLetterTarget } from '../dead-letter-target.ts';
import { invalidAttributeValue, missingParameter } from '../errors.ts';
import { readAttributes } from '../queue-attributes.ts';
import type { Sqs } from '../sqs.ts';

export const setQueueAttributes: Operation<Sqs, SetQueueAttributesRequest, object> = (sqs, input, call) => {
  const queue = openQueue(sqs, input.QueueUrl, 'sqs:SetQueueAttributes', call);
  if (input.Attributes === undefined) throw missingParameter('Attribute.Name');
  const attributes = readAttributes(input.Attributes, queue.fifo);
  if (attributes['FifoQueue'] !== undefined) {
    throw invalidAttributeValue('FifoQueue', 'Modifying queue type is not supported.');
  }
  checkDeadLetterTarget(sqs.queues, attributes['RedrivePolicy'], queue);
  sqs.kernel.store.transact(() => sqs.queues.change(queue, attributes, call.now));
  if (attributes['MessageRetentionPeriod'] !== undefined) sqs.retention.rewatch(sqs.queues.byId(queue.id)!);
  return {};
};
