import type { ListMapRunsInput, ListMapRunsOutput } from '@aws-sdk/client-sfn';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { openExecution } from '../addressing.ts';
import { page } from '../paging.ts';
import type { Sfn } from '../sfn.ts';

export const listMapRuns: Operation<Sfn, ListMapRunsInput, ListMapRunsOutput> = (sfn, input, call) => {
  const { arn } = openExecution(sfn, input.executionArn, 'states:ListMapRuns', call);
  const { items, ...next } = page(
    input,
    (before, limit) => sfn.mapRuns.ofExecution(arn, Number(before ?? Number.MAX_SAFE_INTEGER), limit),
    ({ id }) => String(id),
  );
  const mapRuns = items.map((run) => ({
    executionArn: run.execution_arn,
    mapRunArn: run.arn,
    stateMachineArn: run.machine_arn,
    startDate: toDate(run.started),
    ...(run.stopped !== null && { stopDate: toDate(run.stopped) }),
  }));
  return { mapRuns, ...next };
};
