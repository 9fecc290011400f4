import type { StartSyncExecutionInput, StartSyncExecutionOutput } from '@aws-sdk/client-sfn';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { arn } from '../../../kernel/scope.ts';
import { openMachine } from '../addressing.ts';
import { checkName } from '../draft.ts';
import { wrongType } from '../errors.ts';
import { checkInput } from '../execution-input.ts';
import { BILLED_MEBIBYTES, billedDuration } from '../running/announcements.ts';
import type { Sfn } from '../sfn.ts';

export const startSyncExecution: Operation<Sfn, StartSyncExecutionInput, StartSyncExecutionOutput> = async (
  sfn,
  input,
  call,
) => {
  const { machine, revision } = openMachine(sfn, input.stateMachineArn, 'states:StartSyncExecution', call);
  if (!machine.express) throw wrongType();
  const name = checkName(input.name ?? sfn.kernel.ids.uuid());
  const text = checkInput(input.input);
  const executionArn = arn(
    'states',
    machine.scope,
    `express:${machine.name}:${name}:${sfn.kernel.ids.uuid()}`,
  );
  const ending = await sfn.runner.runNow(
    {
      arn: executionArn,
      machine_arn: machine.arn,
      revision,
      name,
      express: 1,
      input: text,
      started: call.now,
      qualifier_arn: null,
      map_run: null,
    },
    call.seq,
  );
  return {
    executionArn,
    stateMachineArn: machine.arn,
    name,
    startDate: toDate(call.now),
    stopDate: toDate(ending.stopped),
    status: ending.status === 'ABORTED' ? 'FAILED' : ending.status,
    input: text,
    inputDetails: { included: true },
    ...(ending.output !== undefined && { output: ending.output, outputDetails: { included: true } }),
    ...(ending.error !== undefined && { error: ending.error }),
    ...(ending.cause !== undefined && { cause: ending.cause }),
    billingDetails: {
      billedMemoryUsedInMB: BILLED_MEBIBYTES,
      billedDurationInMilliseconds: billedDuration(ending.stopped - call.now),
    },
  };
};
