/** Finding the stack that a request names, and asking whether the caller may. */
import type { Call } from '../../kernel/operation.ts';
import { arn } from '../../kernel/scope.ts';
import type { CloudFormation } from './cloudformation.ts';
import { changeSetUnknown, stackMissing, stackUnknown, validationError } from './errors.ts';
import type { ChangeSet } from './change-sets.ts';
import type { Stack } from './stacks.ts';

export function allow(call: Call, resource: string): void {
  const owner = call.scope.accountId;
  call.authorize({ action: `cloudformation:${call.operation}`, resource, owner });
}

/**
 * @param missing what the operation says of a stack that is not there
 * @throws AwsError ValidationError, AccessDenied
 */
export function addressed(
  { stacks }: CloudFormation,
  name: string | undefined,
  call: Call,
  missing = stackUnknown,
): Stack {
  if (name === undefined) throw validationError('StackName is required');
  call.touches(name);
  const stack = stacks.find(call.scope, name);
  allow(call, stack?.arn ?? arn('cloudformation', call.scope, `stack/${name}/*`));
  if (stack === undefined) throw missing(name);
  return stack;
}

/** For operations that change the stack. @throws AwsError ValidationError, AccessDenied */
export const changeable = (cloudformation: CloudFormation, name: string | undefined, call: Call): Stack =>
  addressed(cloudformation, name, call, stackMissing);

/** By ARN, or by its name and its stack's. @throws AwsError ChangeSetNotFound, ValidationError, AccessDenied */
export function addressedChangeSet(
  cloudformation: CloudFormation,
  {
    ChangeSetName: name = '',
    StackName,
  }: { ChangeSetName?: string | undefined; StackName?: string | undefined },
  call: Call,
): { readonly stack: Stack; readonly changeSet: ChangeSet } {
  const { changeSets, stacks } = cloudformation;
  const byArn = name.startsWith('arn:') ? changeSets.get(name) : undefined;
  if (StackName === undefined && !name.startsWith('arn:')) {
    throw validationError('StackName must be specified if ChangeSetName is not specified as an ARN.');
  }
  if (byArn === undefined && StackName === undefined) throw changeSetUnknown(name);
  const stack = byArn === undefined ? changeable(cloudformation, StackName, call) : stacks.get(byArn.stack);
  allow(call, stack.arn);
  const changeSet = byArn ?? changeSets.list(stack.arn).find((one) => one.name === name);
  if (changeSet === undefined || stack.account !== call.scope.accountId) throw changeSetUnknown(name);
  return { stack, changeSet };
}
