import type { StartExecutionInput, StartExecutionOutput } from '@aws-sdk/client-sfn';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { arn } from '../../../kernel/scope.ts';
import { openMachine } from '../addressing.ts';
import { checkName } from '../draft.ts';
import { executionExists } from '../errors.ts';
import { checkInput } from '../execution-input.ts';
import type { Sfn } from '../sfn.ts';

/** Starting again what runs, under the same name and with the same input, is the same start. */
export const startExecution: Operation<Sfn, StartExecutionInput, StartExecutionOutput> = (
  sfn,
  input,
  call,
) => {
  const addressed = openMachine(sfn, input.stateMachineArn, 'states:StartExecution', call);
  const { machine, revision } = addressed;
  const { ids, store } = sfn.kernel;
  const name = checkName(input.name ?? ids.uuid());
  const text = checkInput(input.input);
  const executionArn = machine.express
    ? arn('states', machine.scope, `express:${machine.name}:${name}:${ids.uuid()}`)
    : machine.executionArn(name);
  const row = store.transact(() => {
    const existing = sfn.executions.byArn(executionArn);
    if (existing !== undefined) {
      if (existing.status === 'RUNNING' && existing.input === text) return existing;
      throw executionExists(executionArn);
    }
    return sfn.runner.start(
      {
        arn: executionArn,
        machine_arn: machine.arn,
        revision,
        name,
        express: machine.express ? 1 : 0,
        input: text,
        started: call.now,
        qualifier_arn: input.stateMachineArn === machine.arn ? null : input.stateMachineArn!,
        map_run: null,
      },
      call.seq,
    );
  });
  return { executionArn, startDate: toDate(row.started) };
};
