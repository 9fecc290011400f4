import type { CancelMessageMoveTaskRequest, CancelMessageMoveTaskResult } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../kernel/operation.ts';
import { authorizeOn } from '../addressing.ts';
import { countRequests } from '../billing.ts';
import { missingParameter, resourceNotFound } from '../errors.ts';
import { readTaskHandle } from '../move-tasks.ts';
import type { Sqs } from '../sqs.ts';

export const cancelMessageMoveTask: Operation<
  Sqs,
  CancelMessageMoveTaskRequest,
  CancelMessageMoveTaskResult
> = (sqs, input, call) => {
  if (!input.TaskHandle) throw missingParameter('TaskHandle');
  const { taskId, sourceArn } = readTaskHandle(input.TaskHandle);
  const source = sqs.queues.byArn(sourceArn);
  if (source === undefined) {
    throw resourceNotFound("The resource that you specified for the SourceArn parameter doesn't exist.");
  }
  authorizeOn(source, 'sqs:CancelMessageMoveTask', call);
  countRequests(call, source.fifo);
  return { ApproximateNumberOfMessagesMoved: sqs.moveTasks.cancel(taskId) };
};
