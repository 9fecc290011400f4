import type { RemovePermissionRequest } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../kernel/operation.ts';
import { openQueue } from '../addressing.ts';
import { missingParameter } from '../errors.ts';
import { withoutPermission } from '../queue-permissions.ts';
import type { Sqs } from '../sqs.ts';

export const removePermission: Operation<Sqs, RemovePermissionRequest, object> = (sqs, input, call) => {
  const queue = openQueue(sqs, input.QueueUrl, 'sqs:RemovePermission', call);
  if (!input.Label) throw missingParameter('Label');
  sqs.queues.change(queue, { Policy: withoutPermission(queue.policy, input.Label) ?? '' }, call.now);
  return {};
};
