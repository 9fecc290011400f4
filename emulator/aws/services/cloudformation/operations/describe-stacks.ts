import type { DescribeStacksInput, DescribeStacksOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../kernel/operation.ts';
import { addressed, allow } from '../addressing.ts';
import type { CloudFormation } from '../cloudformation.ts';
import { stackOutput } from '../stack-output.ts';

export const describeStacks: Operation<CloudFormation, DescribeStacksInput, DescribeStacksOutput> = (
  cloudformation,
  input,
  call,
) => {
  if (input.StackName !== undefined) {
    return { Stacks: [stackOutput(addressed(cloudformation, input.StackName, call))] };
  }
  allow(call, '*');
  return { Stacks: cloudformation.stacks.list(call.scope).map(stackOutput) };
};
