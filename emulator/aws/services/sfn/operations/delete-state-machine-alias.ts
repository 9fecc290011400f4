import type { DeleteStateMachineAliasInput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../kernel/operation.ts';
import { openAlias } from '../addressing.ts';
import type { Sfn } from '../sfn.ts';

export const deleteStateMachineAlias: Operation<Sfn, DeleteStateMachineAliasInput, object> = (
  sfn,
  input,
  call,
) => {
  const { machine, alias } = openAlias(
    sfn,
    input.stateMachineAliasArn,
    'states:DeleteStateMachineAlias',
    call,
  );
  sfn.kernel.store.transact(() => sfn.machines.removeAlias(machine, alias.name));
  return {};
};
