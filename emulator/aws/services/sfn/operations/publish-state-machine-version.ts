import type { PublishStateMachineVersionInput, PublishStateMachineVersionOutput } from '@aws-sdk/client-sfn';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { openMachine } from '../addressing.ts';
import { conflict } from '../errors.ts';
import type { Sfn } from '../sfn.ts';

export const publishStateMachineVersion: Operation<
  Sfn,
  PublishStateMachineVersionInput,
  PublishStateMachineVersionOutput
> = (sfn, input, call) => {
  const { machine } = openMachine(sfn, input.stateMachineArn, 'states:PublishStateMachineVersion', call);
  const { revisionId } = input;
  const current = sfn.machines.revision(machine.revision).revision_id;
  if (revisionId !== undefined && revisionId !== current) {
    throw conflict(
      `Failed to publish the State Machine version for revision ${revisionId}. The current State Machine revision is ${current}.`,
    );
  }
  const version = sfn.kernel.store.transact(() => sfn.machines.publish(machine, input.description, call.now));
  return {
    creationDate: toDate(version.created),
    stateMachineVersionArn: `${machine.arn}:${version.version}`,
  };
};
