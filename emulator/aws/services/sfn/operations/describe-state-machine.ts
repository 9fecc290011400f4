import type { DescribeStateMachineInput, DescribeStateMachineOutput } from '@aws-sdk/client-sfn';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { openMachine } from '../addressing.ts';
import { shownSettings } from '../draft.ts';
import type { Sfn } from '../sfn.ts';

export const describeStateMachine: Operation<Sfn, DescribeStateMachineInput, DescribeStateMachineOutput> = (
  sfn,
  input,
  call,
) => {
  const {
    machine,
    version,
    revision: id,
  } = openMachine(sfn, input.stateMachineArn, 'states:DescribeStateMachine', call);
  const revision = sfn.machines.revision(id);
  return {
    stateMachineArn: input.stateMachineArn!,
    name: machine.name,
    status: 'ACTIVE',
    definition: revision.definition,
    roleArn: revision.role,
    type: machine.express ? 'EXPRESS' : 'STANDARD',
    creationDate: toDate(version?.created ?? machine.created),
    ...shownSettings(revision.settings),
    ...(revision.created > machine.created && { revisionId: revision.revision_id }),
    ...(version?.description !== undefined &&
      version.description !== null && { description: version.description }),
  };
};
