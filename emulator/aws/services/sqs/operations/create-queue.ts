import type { CreateQueueRequest, CreateQueueResult } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../kernel/operation.ts';
import { arn } from '../../../kernel/scope.ts';
import { urlOf } from '../addressing.ts';
import { countRequests } from '../billing.ts';
import { checkDeadLetterTarget } from '../dead-letter-target.ts';
import { missingParameter, unknownAttribute } from '../errors.ts';
import { readAttributes } from '../queue-attributes.ts';
import { checkQueueName } from '../queue-name.ts';
import type { Sqs } from '../sqs.ts';

export const createQueue: Operation<Sqs, CreateQueueRequest, CreateQueueResult> = (sqs, input, call) => {
  const { QueueName: name, Attributes: given = {}, tags = {} } = input;
  if (!name) throw missingParameter('QueueName');
  const resource = arn('sqs', call.scope, name);
  call.touches(name);
  call.authorize({ action: 'sqs:CreateQueue', resource, owner: call.scope.accountId });
  const fifo = given.FifoQueue === 'true';
  if (given.FifoQueue !== undefined && !fifo) throw unknownAttribute('FifoQueue');
  checkQueueName(name, fifo);
  const attributes = readAttributes(given, fifo);
  checkDeadLetterTarget(sqs.queues, attributes['RedrivePolicy'], { arn: resource, fifo });
  countRequests(call, fifo);
  const queue = sqs.kernel.store.transact(() =>
    sqs.queues.create(call.scope, name, attributes, tags, call.now),
  );
  return { QueueUrl: urlOf(queue, call) };
};
