/** How a stack starts towards another version. */
import type { Call } from '../../kernel/operation.ts';
import type { CloudFormation } from './cloudformation.ts';
import { validationError } from './errors.ts';
import { versionOf, type Stack, type StackVersion } from './stacks.ts';

const UPDATABLE = new Set(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE']);

/** @throws AwsError ValidationError for a stack that is busy, or that failed to come up */
export function checkUpdatable({ arn, status }: Stack): void {
  if (!UPDATABLE.has(status)) {
    throw validationError(`Stack:${arn} is in ${status} state and can not be updated.`);
  }
}

export function beginUpdate(
  cloudformation: CloudFormation,
  stack: Stack,
  version: StackVersion,
  call: Call,
): void {
  const { kernel, stacks } = cloudformation;
  kernel.store.transact(() => {
    stacks.setVersions(stack.arn, versionOf(stack), version, call.now);
    const event = { id: kernel.ids.uuid(), at: call.now };
    stacks.setStatus(stack, 'UPDATE_IN_PROGRESS', 'User Initiated', event);
    cloudformation.begin({ stack: stack.arn, work: 'update' }, call.seq);
  });
}
