/** How a stack that was not there before comes onto record. */
import type { Call } from '../../kernel/operation.ts';
import { arn } from '../../kernel/scope.ts';
import { allow } from './addressing.ts';
import type { CloudFormation } from './cloudformation.ts';
import { alreadyExists, validationError } from './errors.ts';
import type { StackIdentity } from './plan.ts';

/** A fresh ARN for the name. @throws AwsError ValidationError, AccessDenied */
export function newIdentity(
  { kernel }: CloudFormation,
  name: string,
  notificationArns: readonly string[],
  call: Call,
): StackIdentity {
  if (!/^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(name)) {
    throw validationError(
      `1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
    );
  }
  const identity = arn('cloudformation', call.scope, `stack/${name}/${kernel.ids.uuid()}`);
  call.touches(name);
  allow(call, identity);
  return { arn: identity, name, notificationArns };
}

/** @throws AwsError AlreadyExistsException */
export function checkNameFree({ stacks }: CloudFormation, name: string, call: Call): void {
  if (stacks.find(call.scope, name) !== undefined) throw alreadyExists(name);
}
