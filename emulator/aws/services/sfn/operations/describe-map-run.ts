import type { DescribeMapRunInput, DescribeMapRunOutput } from '@aws-sdk/client-sfn';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { openMapRun } from '../addressing.ts';
import type { MapRunLimits } from '../map-runs.ts';
import type { Sfn } from '../sfn.ts';

/** Items are counted by the executions they went to: a batch counts as one. */
export const describeMapRun: Operation<Sfn, DescribeMapRunInput, DescribeMapRunOutput> = (
  sfn,
  input,
  call,
) => {
  const run = openMapRun(sfn, input.mapRunArn, 'states:DescribeMapRun', call);
  const counted = sfn.executions.counts(run.arn);
  const {
    RUNNING: running = 0,
    SUCCEEDED: succeeded = 0,
    FAILED: failed = 0,
    TIMED_OUT: timedOut = 0,
    ABORTED: aborted = 0,
  } = counted;
  const begun = running + succeeded + failed + timedOut + aborted;
  const counts = {
    pending: Math.max(0, run.items - begun),
    running,
    succeeded,
    failed,
    timedOut,
    aborted,
    total: run.items,
    resultsWritten: 0,
    failuresNotRedrivable: 0,
    pendingRedrive: 0,
  };
  return {
    mapRunArn: run.arn,
    executionArn: run.execution_arn,
    status: run.status,
    startDate: toDate(run.started),
    ...(run.stopped !== null && { stopDate: toDate(run.stopped) }),
    ...(JSON.parse(run.limits) as MapRunLimits),
    itemCounts: counts,
    executionCounts: counts,
    redriveCount: 0,
  };
};
