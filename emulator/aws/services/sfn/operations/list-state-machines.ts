import type { ListStateMachinesInput, ListStateMachinesOutput } from '@aws-sdk/client-sfn';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { anyMachine } from '../addressing.ts';
import { page } from '../paging.ts';
import type { Sfn } from '../sfn.ts';

export const listStateMachines: Operation<Sfn, ListStateMachinesInput, ListStateMachinesOutput> = (
  sfn,
  input,
  call,
) => {
  const owner = call.scope.accountId;
  call.authorize({ action: 'states:ListStateMachines', resource: anyMachine(call.scope), owner });
  const { items, ...next } = page(
    input,
    (after = '', limit) => sfn.machines.list(call.scope, after, limit),
    ({ name }) => name,
  );
  const stateMachines = items.map(({ arn, name, express, created }) => ({
    stateMachineArn: arn,
    name,
    type: express ? ('EXPRESS' as const) : ('STANDARD' as const),
    creationDate: toDate(created),
  }));
  return { stateMachines, ...next };
};
