import type { StopExecutionInput, StopExecutionOutput } from '@aws-sdk/client-sfn';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { openExecution } from '../addressing.ts';
import type { Sfn } from '../sfn.ts';

/** Stopping what has ended changes nothing. */
export const stopExecution: Operation<Sfn, StopExecutionInput, StopExecutionOutput> = (sfn, input, call) => {
  const row = openExecution(sfn, input.executionArn, 'states:StopExecution', call);
  if (row.status !== 'RUNNING') return { stopDate: toDate(row.stopped!) };
  sfn.runner.stop(row, { status: 'ABORTED', error: input.error, cause: input.cause });
  return { stopDate: toDate(call.now) };
};
