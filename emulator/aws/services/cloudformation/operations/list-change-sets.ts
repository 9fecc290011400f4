import type { ListChangeSetsInput, ListChangeSetsOutput } from '@aws-sdk/client-cloudformation';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { changeable } from '../addressing.ts';
import type { CloudFormation } from '../cloudformation.ts';

export const listChangeSets: Operation<CloudFormation, ListChangeSetsInput, ListChangeSetsOutput> = (
  cloudformation,
  input,
  call,
) => {
  const stack = changeable(cloudformation, input.StackName, call);
  return {
    Summaries: cloudformation.changeSets.list(stack.arn).map((set) => ({
      StackId: stack.arn,
      StackName: stack.name,
      ChangeSetId: set.arn,
      ChangeSetName: set.name,
      ExecutionStatus: set.execution,
      Status: set.status,
      ...(set.reason !== null && { StatusReason: set.reason }),
      CreationTime: toDate(set.created),
      ...(set.description !== undefined && { Description: set.description }),
      IncludeNestedStacks: false,
    })),
  };
};
