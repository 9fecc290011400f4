import type { DeleteStateMachineInput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../kernel/operation.ts';
import { invalidArn, missing } from '../errors.ts';
import type { Sfn } from '../sfn.ts';

/** Deleting a machine that does not exist is no error; its executions go on. */
export const deleteStateMachine: Operation<Sfn, DeleteStateMachineInput, object> = (
  { machines, kernel },
  input,
  call,
) => {
  const { stateMachineArn: machineArn } = input;
  if (machineArn === undefined) throw missing('stateMachineArn');
  if (!/^arn:aws[\w-]*:states:[\w-]+:\d{12}:stateMachine:[^:]+$/.test(machineArn))
    throw invalidArn(machineArn);
  const found = machines.byArn(machineArn);
  if (found === undefined) return {};
  call.touches(found.machine.name);
  call.authorize({ action: 'states:DeleteStateMachine', resource: machineArn, owner: found.machine.owner });
  kernel.store.transact(() => machines.remove(found.machine));
  return {};
};
