/** Finding the stack that a request names, and asking whether the caller may. */
import type { Call } from '../../kernel/operation.ts';
import { arn } from '../../kernel/scope.ts';
import type { CloudFormation } from './cloudformation.ts';
import { stackUnknown, validationError } from './errors.ts';
import type { Stack } from './stacks.ts';

export function allow(call: Call, resource: string): void {
  const owner = call.scope.accountId;
  call.authorize({ action: `cloudformation:${call.operation}`, resource, owner });
}

/** @throws AwsError ValidationError, AccessDenied */
export function addressed({ stacks }: CloudFormation, name: string | undefined, call: Call): Stack {
  if (name === undefined) throw validationError('StackName is required');
  call.touches(name);
  const stack = stacks.find(call.scope, name);
  allow(call, stack?.arn ?? arn('cloudformation', call.scope, `stack/${name}/*`));
  if (stack === undefined) throw stackUnknown(name);
  return stack;
}
