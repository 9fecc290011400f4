import type { GetQueueUrlRequest, GetQueueUrlResult } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../kernel/operation.ts';
import { authorizeOn, inAccount, speaksQuery, urlOf } from '../addressing.ts';
import { countRequests } from '../billing.ts';
import { missingParameter, queueDoesNotExist } from '../errors.ts';
import type { Sqs } from '../sqs.ts';

export const getQueueUrl: Operation<Sqs, GetQueueUrlRequest, GetQueueUrlResult> = (sqs, input, call) => {
  if (!input.QueueName) throw missingParameter('QueueName');
  const { accountId, region } = inAccount(call.scope, input.QueueOwnerAWSAccountId);
  const queue = sqs.queues.find(accountId, region, input.QueueName);
  if (queue === undefined) throw queueDoesNotExist(speaksQuery(call));
  authorizeOn(queue, 'sqs:GetQueueUrl', call);
  countRequests(call, queue.fifo);
  return { QueueUrl: urlOf(queue, call) };
};
