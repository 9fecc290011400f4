import type { DeleteStackInput } from '@aws-sdk/client-cloudformation';
import { notImplemented } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { arn } from '../../../kernel/scope.ts';
import { allow } from '../addressing.ts';
import type { CloudFormation } from '../cloudformation.ts';
import { validationError } from '../errors.ts';

/** A stack that does not exist is gone already. */
export const deleteStack: Operation<CloudFormation, DeleteStackInput, object> = (
  cloudformation,
  input,
  call,
) => {
  const { StackName: name = '' } = input;
  const { kernel, stacks } = cloudformation;
  call.touches(name);
  const stack = stacks.find(call.scope, name);
  allow(call, stack?.arn ?? arn('cloudformation', call.scope, `stack/${name}/*`));
  for (const option of ['DeletionMode', 'RetainResources', 'RoleARN'] as const) {
    if (input[option] !== undefined) throw notImplemented('cloudformation', `DeleteStack with ${option}`);
  }
  if (stack === undefined || /^DELETE_(COMPLETE|IN_PROGRESS)$/.test(stack.status)) return {};
  if (stack.settings.terminationProtection) {
    throw validationError(`Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`);
  }
  if (stack.status.endsWith('_IN_PROGRESS')) {
    throw validationError(`Stack:${stack.arn} is in ${stack.status} state and can not be deleted.`);
  }
  kernel.store.transact(() => {
    const event = { id: kernel.ids.uuid(), at: call.now };
    stacks.setStatus(stack, 'DELETE_IN_PROGRESS', 'User Initiated', event);
    cloudformation.begin({ stack: stack.arn, work: 'delete' }, call.seq);
  });
  return {};
};
