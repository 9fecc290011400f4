import type { UpdateStateMachineAliasInput, UpdateStateMachineAliasOutput } from '@aws-sdk/client-sfn';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { openAlias } from '../addressing.ts';
import { missingParameter } from '../errors.ts';
import { checkRouting } from '../routing.ts';
import type { Sfn } from '../sfn.ts';

export const updateStateMachineAlias: Operation<
  Sfn,
  UpdateStateMachineAliasInput,
  UpdateStateMachineAliasOutput
> = (sfn, input, call) => {
  const { machine, alias } = openAlias(
    sfn,
    input.stateMachineAliasArn,
    'states:UpdateStateMachineAlias',
    call,
  );
  const { description = alias.description ?? undefined, routingConfiguration: given } = input;
  if (given === undefined && input.description === undefined) {
    throw missingParameter('Either the routing configuration or the description must be specified');
  }
  const before = JSON.parse(alias.routing) as typeof given;
  const { routing } = checkRouting(sfn, given ?? before);
  sfn.kernel.store.transact(() =>
    sfn.machines.putAlias(machine, alias.name, { routing, description, now: call.now }),
  );
  return { updateDate: toDate(call.now) };
};
