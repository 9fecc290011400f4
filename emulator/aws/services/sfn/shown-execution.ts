import type { ExecutionListItem } from '@aws-sdk/client-sfn';
import { toDate } from '../../kernel/instant.ts';
import type { ExecutionRow } from './executions.ts';

/** The version or alias that an execution was started by. */
const shownQualifier = (arn: string | null) =>
  arn === null ? {} : /:\d+$/.test(arn) ? { stateMachineVersionArn: arn } : { stateMachineAliasArn: arn };

/** An execution as lists show it. */
export const listedExecution = (row: ExecutionRow): ExecutionListItem => ({
  executionArn: row.arn,
  stateMachineArn: row.machine_arn,
  name: row.name,
  status: row.status,
  startDate: toDate(row.started),
  ...(row.stopped !== null && { stopDate: toDate(row.stopped) }),
  ...(row.map_run !== null && { mapRunArn: row.map_run }),
  ...shownQualifier(row.qualifier_arn),
});
