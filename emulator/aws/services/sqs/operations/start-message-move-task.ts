import type { StartMessageMoveTaskRequest, StartMessageMoveTaskResult } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../kernel/operation.ts';
import { authorizeOn } from '../addressing.ts';
import { countRequests } from '../billing.ts';
import { invalidParameter, invalidParameterValue, missingParameter, resourceNotFound } from '../errors.ts';
import type { Sqs } from '../sqs.ts';

const FASTEST = 500;

export const startMessageMoveTask: Operation<Sqs, StartMessageMoveTaskRequest, StartMessageMoveTaskResult> = (
  sqs,
  input,
  call,
) => {
  const { SourceArn: sourceArn, DestinationArn: destinationArn, MaxNumberOfMessagesPerSecond: pace } = input;
  if (!sourceArn) throw missingParameter('SourceArn');
  const source = sqs.queues.byArn(sourceArn);
  if (source === undefined) {
    throw resourceNotFound("The resource that you specified for the SourceArn parameter doesn't exist.");
  }
  authorizeOn(source, 'sqs:StartMessageMoveTask', call);
  countRequests(call, source.fifo);
  if (sqs.queues.sourcesOf(sourceArn, '', 1).length === 0) {
    throw invalidParameterValue('Source queue must be configured as a Dead Letter Queue.');
  }
  if (destinationArn !== undefined && !sqs.exists(destinationArn)) {
    throw resourceNotFound("The resource that you specified for the DestinationArn parameter doesn't exist.");
  }
  if (pace !== undefined && !(pace >= 1 && pace <= FASTEST)) {
    throw invalidParameter(
      'MaxNumberOfMessagesPerSecond',
      pace,
      `Must be between 1 and ${FASTEST}, if provided.`,
    );
  }
  const at = { now: call.now, cause: call.seq };
  return { TaskHandle: sqs.moveTasks.start(source, destinationArn, pace, at) };
};
