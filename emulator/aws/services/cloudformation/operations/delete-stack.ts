import type { DeleteStackInput } from '@aws-sdk/client-cloudformation';
import { notImplemented } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { arn } from '../../../kernel/scope.ts';
import { allow } from '../addressing.ts';
import type { CloudFormation } from '../cloudformation.ts';
import { validationError } from '../errors.ts';
import { actor } from '../stack-role.ts';
import { versionOf } from '../stacks.ts';

/**
 * A stack that does not exist is gone already. One whose exports are in use goes back to the status it had, with the reason
 * in its events (rlister/stax issue 40, USSBA/aws-cft-tools issue 27; 2018).
 */
export const deleteStack: Operation<CloudFormation, DeleteStackInput, object> = (
  cloudformation,
  input,
  call,
) => {
  const { StackName: name = '' } = input;
  const { kernel, stacks, exports } = cloudformation;
  call.touches(name);
  const stack = stacks.find(call.scope, name);
  allow(call, stack?.arn ?? arn('cloudformation', call.scope, `stack/${name}/*`));
  for (const option of ['DeletionMode', 'RetainResources'] as const) {
    if (input[option] !== undefined) throw notImplemented('cloudformation', `DeleteStack with ${option}`);
  }
  if (stack === undefined || /^DELETE_(COMPLETE|IN_PROGRESS)$/.test(stack.status)) return {};
  if (stack.settings.terminationProtection) {
    throw validationError(`Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`);
  }
  if (stack.status.endsWith('_IN_PROGRESS')) {
    throw validationError(`Stack:${stack.arn} is in ${stack.status} state and can not be deleted.`);
  }
  const settings = { ...stack.settings, ...(input.RoleARN !== undefined && actor(call, input.RoleARN)) };
  kernel.store.transact(() => {
    stacks.setVersions(stack.arn, { ...versionOf(stack), settings }, stack.other, stack.updated);
    const tell = (status: string, reason: string | null): void =>
      stacks.setStatus(stack, status, reason, { id: kernel.ids.uuid(), at: call.now });
    tell('DELETE_IN_PROGRESS', 'User Initiated');
    const inUse = exports.faultWith(call.scope, stack, []);
    if (inUse !== undefined) return tell(stack.status, inUse);
    cloudformation.begin({ stack: stack.arn, work: 'delete' }, call.seq);
  });
  return {};
};
