import type { ListExecutionsInput, ListExecutionsOutput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../kernel/operation.ts';
import { parseArn } from '../../../kernel/scope.ts';
import { openMachine } from '../addressing.ts';
import { missingParameter, resourceNotFound, wrongType } from '../errors.ts';
import { page } from '../paging.ts';
import type { Sfn } from '../sfn.ts';
import { listedExecution } from '../shown-execution.ts';

/** The newest first. */
export const listExecutions: Operation<Sfn, ListExecutionsInput, ListExecutionsOutput> = (
  sfn,
  input,
  call,
) => {
  const { stateMachineArn, mapRunArn, statusFilter: status = '' } = input;
  if ((stateMachineArn === undefined) === (mapRunArn === undefined)) {
    throw missingParameter('Must specify exactly one of stateMachineArn or mapRunArn');
  }
  const of = mapRunArn === undefined ? { machineArn: machineOf() } : { mapRunArn: checkedMapRun(mapRunArn) };
  const { items, ...next } = page(
    input,
    (before, limit) => sfn.executions.list(of, status, Number(before ?? Number.MAX_SAFE_INTEGER), limit),
    ({ id }) => String(id),
  );
  return { executions: items.map(listedExecution), ...next };

  function machineOf(): string {
    const { machine } = openMachine(sfn, stateMachineArn, 'states:ListExecutions', call);
    if (machine.express) throw wrongType();
    return machine.arn;
  }

  function checkedMapRun(runArn: string): string {
    call.authorize({
      action: 'states:ListExecutions',
      resource: runArn,
      owner: parseArn(runArn)?.accountId ?? '',
    });
    if (sfn.mapRuns.byArn(runArn) === undefined) throw resourceNotFound(runArn);
    return runArn;
  }
};
