/** Stacks as AWS shows them. */
import type { Parameter, Stack as StackOutput } from '@aws-sdk/client-cloudformation';
import { toDate } from '../../kernel/instant.ts';
import { checkTemplate } from './plan.ts';
import type { Stack, StackVersion } from './stacks.ts';
import { textOf } from './template/json.ts';

/** Values of parameters that are not to be shown are stars. */
export function parameterList({ template, parameters }: StackVersion): Parameter[] {
  const { parameters: declared } = checkTemplate(template);
  const hidden = (key: string): boolean => textOf(declared[key]?.['NoEcho']) === 'true';
  return Object.entries(parameters).map(([ParameterKey, value]) => ({
    ParameterKey,
    ParameterValue: hidden(ParameterKey) ? '****' : value,
  }));
}

/** The template's description, if it has one, under the given name. */
export function descriptionOf<Name extends string>(
  { template }: StackVersion,
  name: Name,
): Partial<Record<Name, string>> {
  const { description } = checkTemplate(template);
  return description === undefined ? {} : ({ [name]: description } as Record<Name, string>);
}

export function stackOutput(stack: Stack): StackOutput {
  const { settings, reason, deleted, updated } = stack;
  return {
    StackId: stack.arn,
    StackName: stack.name,
    ...descriptionOf(stack, 'Description'),
    Parameters: parameterList(stack),
    CreationTime: toDate(stack.created),
    ...(updated !== null && { LastUpdatedTime: toDate(updated) }),
    ...(deleted !== null && { DeletionTime: toDate(deleted) }),
    ...(settings.roleArn !== undefined && { RoleARN: settings.roleArn }),
    RollbackConfiguration: {},
    StackStatus: stack.status as NonNullable<StackOutput['StackStatus']>,
    ...(reason !== null && { StackStatusReason: reason }),
    DisableRollback: settings.onFailure === 'DO_NOTHING',
    NotificationARNs: [...settings.notificationArns],
    Capabilities: [...settings.capabilities] as NonNullable<StackOutput['Capabilities']>,
    Outputs: [...stack.outputs],
    Tags: [...settings.tags],
    EnableTerminationProtection: settings.terminationProtection,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}
