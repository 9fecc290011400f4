import type {
  DescribeStateMachineForExecutionInput,
  DescribeStateMachineForExecutionOutput,
} from '@aws-sdk/client-sfn';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { openExecution } from '../addressing.ts';
import { shownSettings } from '../draft.ts';
import type { Sfn } from '../sfn.ts';

export const describeStateMachineForExecution: Operation<
  Sfn,
  DescribeStateMachineForExecutionInput,
  DescribeStateMachineForExecutionOutput
> = (sfn, input, call) => {
  const row = openExecution(sfn, input.executionArn, 'states:DescribeStateMachineForExecution', call);
  const revision = sfn.machines.revision(row.revision);
  return {
    stateMachineArn: row.machine_arn,
    name: row.machine_arn.split(':').at(-1)!,
    definition: revision.definition,
    roleArn: revision.role,
    updateDate: toDate(revision.created),
    ...shownSettings(revision.settings),
    ...(row.map_run !== null && { mapRunArn: row.map_run }),
  };
};
