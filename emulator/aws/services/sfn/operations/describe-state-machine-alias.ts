import type {
  DescribeStateMachineAliasInput,
  DescribeStateMachineAliasOutput,
  RoutingConfigurationListItem,
} from '@aws-sdk/client-sfn';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { openAlias } from '../addressing.ts';
import type { Sfn } from '../sfn.ts';

export const describeStateMachineAlias: Operation<
  Sfn,
  DescribeStateMachineAliasInput,
  DescribeStateMachineAliasOutput
> = (sfn, input, call) => {
  const { machine, alias } = openAlias(
    sfn,
    input.stateMachineAliasArn,
    'states:DescribeStateMachineAlias',
    call,
  );
  return {
    stateMachineAliasArn: `${machine.arn}:${alias.name}`,
    name: alias.name,
    ...(alias.description !== null && { description: alias.description }),
    routingConfiguration: JSON.parse(alias.routing) as RoutingConfigurationListItem[],
    creationDate: toDate(alias.created),
    updateDate: toDate(alias.updated),
  };
};
