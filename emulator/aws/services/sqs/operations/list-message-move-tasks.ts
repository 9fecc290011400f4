import type {
  ListMessageMoveTasksRequest,
  ListMessageMoveTasksResult,
  ListMessageMoveTasksResultEntry,
} from '@aws-sdk/client-sqs';
import type { Operation } from '../../../kernel/operation.ts';
import { authorizeOn } from '../addressing.ts';
import { countRequests } from '../billing.ts';
import { missingParameter, resourceNotFound } from '../errors.ts';
import { taskHandleOf, type MoveTask } from '../move-tasks.ts';
import { readMaxResults } from '../ranges.ts';
import type { Sqs } from '../sqs.ts';

export const listMessageMoveTasks: Operation<Sqs, ListMessageMoveTasksRequest, ListMessageMoveTasksResult> = (
  sqs,
  input,
  call,
) => {
  if (!input.SourceArn) throw missingParameter('SourceArn');
  const source = sqs.queues.byArn(input.SourceArn);
  if (source === undefined) {
    throw resourceNotFound("The resource that you specified for the SourceArn parameter doesn't exist.");
  }
  authorizeOn(source, 'sqs:ListMessageMoveTasks', call);
  countRequests(call, source.fifo);
  const tasks = sqs.moveTasks.list(source.arn, readMaxResults(input.MaxResults, 10, 1));
  return { Results: tasks.map(present) };
};

const present = (task: MoveTask): ListMessageMoveTasksResultEntry => ({
  ...(task.status === 'RUNNING' && { TaskHandle: taskHandleOf(task) }),
  Status: task.status,
  SourceArn: task.source,
  ...(task.destination !== null && { DestinationArn: task.destination }),
  ...(task.max_per_second !== null && { MaxNumberOfMessagesPerSecond: task.max_per_second }),
  ApproximateNumberOfMessagesMoved: task.moved,
  ApproximateNumberOfMessagesToMove: task.to_move,
  ...(task.failure !== null && { FailureReason: task.failure }),
  StartedTimestamp: Math.floor(task.started),
});
