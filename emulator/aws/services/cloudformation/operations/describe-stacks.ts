import type {
  DescribeStacksInput,
  DescribeStacksOutput,
  Stack as StackOutput,
} from '@aws-sdk/client-cloudformation';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { addressed, allow } from '../addressing.ts';
import type { CloudFormation } from '../cloudformation.ts';
import { checkTemplate } from '../plan.ts';
import type { Stack } from '../stacks.ts';
import { textOf } from '../template/json.ts';

export const describeStacks: Operation<CloudFormation, DescribeStacksInput, DescribeStacksOutput> = (
  cloudformation,
  input,
  call,
) => {
  if (input.StackName !== undefined) {
    return { Stacks: [describe(addressed(cloudformation, input.StackName, call))] };
  }
  allow(call, '*');
  return { Stacks: cloudformation.stacks.list(call.scope).map(describe) };
};

function describe(stack: Stack): StackOutput {
  const { settings, reason, deleted } = stack;
  const { description, parameters } = checkTemplate(stack.template);
  const hidden = (key: string): boolean => textOf(parameters[key]?.['NoEcho']) === 'true';
  return {
    StackId: stack.arn,
    StackName: stack.name,
    ...(description !== undefined && { Description: description }),
    Parameters: Object.entries(stack.parameters).map(([key, value]) => ({
      ParameterKey: key,
      ParameterValue: hidden(key) ? '****' : value,
    })),
    CreationTime: toDate(stack.created),
    ...(deleted !== null && { DeletionTime: toDate(deleted) }),
    RollbackConfiguration: {},
    StackStatus: stack.status as NonNullable<StackOutput['StackStatus']>,
    ...(reason !== null && { StackStatusReason: reason }),
    DisableRollback: settings.onFailure === 'DO_NOTHING',
    NotificationARNs: [...settings.notificationArns],
    Capabilities: settings.capabilities as NonNullable<StackOutput['Capabilities']>,
    Outputs: [...stack.outputs],
    Tags: [...settings.tags],
    EnableTerminationProtection: settings.terminationProtection,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}
