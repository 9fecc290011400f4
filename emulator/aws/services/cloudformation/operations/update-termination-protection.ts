import type {
  UpdateTerminationProtectionInput,
  UpdateTerminationProtectionOutput,
} from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../kernel/operation.ts';
import { changeable } from '../addressing.ts';
import type { CloudFormation } from '../cloudformation.ts';
import { versionOf } from '../stacks.ts';

export const updateTerminationProtection: Operation<
  CloudFormation,
  UpdateTerminationProtectionInput,
  UpdateTerminationProtectionOutput
> = (cloudformation, input, call) => {
  const stack = changeable(cloudformation, input.StackName, call);
  const terminationProtection = input.EnableTerminationProtection ?? false;
  const settings = { ...stack.settings, terminationProtection };
  cloudformation.stacks.setVersions(stack.arn, { ...versionOf(stack), settings }, stack.other, stack.updated);
  return { StackId: stack.arn };
};
