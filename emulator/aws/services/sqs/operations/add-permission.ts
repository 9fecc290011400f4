import type { AddPermissionRequest } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../kernel/operation.ts';
import { openQueue } from '../addressing.ts';
import { missingParameter } from '../errors.ts';
import { withPermission } from '../queue-permissions.ts';
import type { Sqs } from '../sqs.ts';

export const addPermission: Operation<Sqs, AddPermissionRequest, object> = (sqs, input, call) => {
  const queue = openQueue(sqs, input.QueueUrl, 'sqs:AddPermission', call);
  const { Label: label, AWSAccountIds: accountIds, Actions: actions } = input;
  if (!label) throw missingParameter('Label');
  if (!accountIds?.length) throw missingParameter('AWSAccountIds');
  if (!actions?.length) throw missingParameter('Actions');
  const Policy = withPermission(queue.policy, queue.arn, { label, accountIds, actions });
  sqs.queues.change(queue, { Policy }, call.now);
  return {};
};
