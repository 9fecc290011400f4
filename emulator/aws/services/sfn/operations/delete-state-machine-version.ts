import type { DeleteStateMachineVersionInput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../kernel/operation.ts';
import { conflict, invalidArn, missing } from '../errors.ts';
import type { Sfn } from '../sfn.ts';

/** Deleting a version that does not exist is no error; one that an alias leads to stays. */
export const deleteStateMachineVersion: Operation<Sfn, DeleteStateMachineVersionInput, object> = (
  { machines, kernel },
  { stateMachineVersionArn: versionArn },
  call,
) => {
  if (versionArn === undefined) throw missing('stateMachineVersionArn');
  if (!/^arn:aws[\w-]*:states:[\w-]+:\d{12}:stateMachine:[^:]+:\d+$/.test(versionArn))
    throw invalidArn(versionArn);
  const found = machines.byArn(versionArn);
  if (found === undefined) return {};
  const { machine, qualifier } = found;
  call.touches(machine.name);
  call.authorize({ action: 'states:DeleteStateMachineVersion', resource: versionArn, owner: machine.owner });
  const leading = machines
    .aliases(machine, '', Number.MAX_SAFE_INTEGER)
    .filter(({ routing }) => routing.includes(`"${versionArn}"`));
  if (leading.length > 0) {
    const names = leading.map(({ name }) => name).join(', ');
    throw conflict(
      `Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [${names}]`,
    );
  }
  kernel.store.transact(() => machines.removeVersion(machine, Number(qualifier)));
  return {};
};
