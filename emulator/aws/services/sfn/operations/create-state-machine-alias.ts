import type { CreateStateMachineAliasInput, CreateStateMachineAliasOutput } from '@aws-sdk/client-sfn';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { checkName } from '../draft.ts';
import { conflict, missing } from '../errors.ts';
import { checkRouting } from '../routing.ts';
import type { Sfn } from '../sfn.ts';

/** Creating again what is there already changes nothing. */
export const createStateMachineAlias: Operation<
  Sfn,
  CreateStateMachineAliasInput,
  CreateStateMachineAliasOutput
> = (sfn, input, call) => {
  const { name, description } = input;
  if (name === undefined) throw missing('name');
  checkName(name);
  const { machine, routing } = checkRouting(sfn, input.routingConfiguration);
  const aliasArn = `${machine.arn}:${name}`;
  call.touches(machine.name);
  call.authorize({ action: 'states:CreateStateMachineAlias', resource: machine.arn, owner: machine.owner });
  const { machines, kernel } = sfn;
  const alias = kernel.store.transact(() => {
    const existing = machines.alias(machine, name);
    if (existing === undefined)
      return machines.putAlias(machine, name, { routing, description, now: call.now });
    if (existing.routing === JSON.stringify(routing) && existing.description === (description ?? null))
      return existing;
    throw conflict(
      `Failed to create alias because an alias with the same name and a different routing configuration already exists.`,
    );
  });
  return { stateMachineAliasArn: aliasArn, creationDate: toDate(alias.created) };
};
