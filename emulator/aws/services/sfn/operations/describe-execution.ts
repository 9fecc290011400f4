import type { DescribeExecutionInput, DescribeExecutionOutput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../kernel/operation.ts';
import { openExecution } from '../addressing.ts';
import type { Sfn } from '../sfn.ts';
import { listedExecution } from '../shown-execution.ts';

export const describeExecution: Operation<Sfn, DescribeExecutionInput, DescribeExecutionOutput> = (
  sfn,
  input,
  call,
) => {
  const row = openExecution(sfn, input.executionArn, 'states:DescribeExecution', call);
  return {
    ...listedExecution(row),
    input: row.input,
    inputDetails: { included: true },
    ...(row.output !== null && { output: row.output, outputDetails: { included: true } }),
    // Of a machine that ran out of time only its history says so (floci-io/floci#2733, 2026-08-30).
    ...(row.error !== null && row.status !== 'TIMED_OUT' && { error: row.error }),
    ...(row.cause !== null && { cause: row.cause }),
    redriveCount: 0,
    redriveStatus: 'NOT_REDRIVABLE',
    redriveStatusReason:
      row.status === 'RUNNING'
        ? 'Execution is RUNNING and cannot be redriven'
        : row.status === 'SUCCEEDED'
          ? 'Execution is SUCCEEDED and cannot be redriven'
          : 'Redriving executions is not available',
  };
};
