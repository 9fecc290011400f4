import type { ListStacksInput, ListStacksOutput, StackStatus } from '@aws-sdk/client-cloudformation';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../addressing.ts';
import type { CloudFormation } from '../cloudformation.ts';
import { descriptionOf } from '../stack-output.ts';

/** Deleted stacks too, for as long as they are remembered. */
export const listStacks: Operation<CloudFormation, ListStacksInput, ListStacksOutput> = (
  { stacks },
  { StackStatusFilter: wanted = [] },
  call,
) => {
  allow(call, '*');
  return {
    StackSummaries: stacks
      .remembered(call.scope)
      .filter(({ status }) => wanted.length === 0 || wanted.includes(status as StackStatus))
      .map((stack) => ({
        StackId: stack.arn,
        StackName: stack.name,
        ...descriptionOf(stack, 'TemplateDescription'),
        CreationTime: toDate(stack.created),
        ...(stack.updated !== null && { LastUpdatedTime: toDate(stack.updated) }),
        ...(stack.deleted !== null && { DeletionTime: toDate(stack.deleted) }),
        StackStatus: stack.status as StackStatus,
        ...(stack.reason !== null && { StackStatusReason: stack.reason }),
        DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
      })),
  };
};
