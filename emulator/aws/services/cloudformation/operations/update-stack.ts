import type { UpdateStackInput, UpdateStackOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../kernel/operation.ts';
import { changeable } from '../addressing.ts';
import type { CloudFormation } from '../cloudformation.ts';
import { draftVersion, effectOf, refuseOptions } from '../draft.ts';
import { validationError } from '../errors.ts';
import { beginUpdate, checkUpdatable } from '../updating.ts';

export const updateStack: Operation<CloudFormation, UpdateStackInput, UpdateStackOutput> = async (
  cloudformation,
  input,
  call,
) => {
  const { notificationArns, arn, name } = identityOf(changeable(cloudformation, input.StackName, call));
  refuseOptions(input, 'UpdateStack');
  const before = cloudformation.stacks.get(arn);
  checkUpdatable(before);
  const version = await draftVersion(cloudformation, input, { arn, name, notificationArns }, call, before);
  // The template may have been read from a bucket meanwhile.
  const stack = cloudformation.stacks.get(arn);
  checkUpdatable(stack);
  if (effectOf(cloudformation, stack, version, call.scope).none) {
    throw validationError('No updates are to be performed.');
  }
  beginUpdate(cloudformation, stack, version, call);
  return { StackId: arn };
};

const identityOf = ({
  arn,
  name,
  settings: { notificationArns },
}: ReturnType<typeof changeable>): { arn: string; name: string; notificationArns: readonly string[] } => ({
  arn,
  name,
  notificationArns,
});
