import type { ListStateMachineVersionsInput, ListStateMachineVersionsOutput } from '@aws-sdk/client-sfn';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { openMachine } from '../addressing.ts';
import { page } from '../paging.ts';
import type { Sfn } from '../sfn.ts';

/** The newest first. */
export const listStateMachineVersions: Operation<
  Sfn,
  ListStateMachineVersionsInput,
  ListStateMachineVersionsOutput
> = (sfn, input, call) => {
  const { machine } = openMachine(sfn, input.stateMachineArn, 'states:ListStateMachineVersions', call);
  const { items, ...next } = page(
    input,
    (before, limit) => sfn.machines.versions(machine, Number(before ?? Number.MAX_SAFE_INTEGER), limit),
    ({ version }) => String(version),
  );
  const stateMachineVersions = items.map(({ version, created }) => ({
    stateMachineVersionArn: `${machine.arn}:${version}`,
    creationDate: toDate(created),
  }));
  return { stateMachineVersions, ...next };
};
