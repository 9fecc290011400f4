import type { ListStateMachineAliasesInput, ListStateMachineAliasesOutput } from '@aws-sdk/client-sfn';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { openMachine } from '../addressing.ts';
import { page } from '../paging.ts';
import type { Sfn } from '../sfn.ts';

/** All aliases of a machine, or those that lead to a version. */
export const listStateMachineAliases: Operation<
  Sfn,
  ListStateMachineAliasesInput,
  ListStateMachineAliasesOutput
> = (sfn, input, call) => {
  const { stateMachineArn } = input;
  const { machine, version } = openMachine(sfn, stateMachineArn, 'states:ListStateMachineAliases', call);
  const { items, ...next } = page(
    input,
    (after = '', limit) => sfn.machines.aliases(machine, after, limit),
    ({ name }) => name,
  );
  const stateMachineAliases = items
    .filter(({ routing }) => version === undefined || routing.includes(`"${stateMachineArn}"`))
    .map(({ name, created }) => ({
      stateMachineAliasArn: `${machine.arn}:${name}`,
      creationDate: toDate(created),
    }));
  return { stateMachineAliases, ...next };
};
