/** Finds the function that a request names, once the caller is known to be allowed to act on it. */
import type { Call } from '../../kernel/operation.ts';
import { functionArn, readReference, type FunctionReference } from './function-reference.ts';
import type { LambdaFunction } from './functions.ts';
import type { Lambda } from './lambda.ts';

export interface NamedFunction {
  readonly fn: LambdaFunction;
  readonly reference: FunctionReference;
}

/**
 * Reads the reference and asks whether the caller may do this to it; the function need not exist.
 *
 * @param action what IAM calls it, where that is not the operation's name
 * @throws AwsError ValidationException, AccessDeniedException
 */
export function refer(
  lambda: Lambda,
  call: Call,
  name: string | undefined,
  qualifier?: string,
  action = call.operation,
): FunctionReference {
  const reference = readReference(name ?? '', qualifier || undefined, call.scope, call.operation);
  const known = lambda.functions.find(reference);
  call.touches(reference.name);
  call.authorize({
    action: `lambda:${action}`,
    resource: functionArn(reference, reference.qualifier),
    owner: reference.scope.accountId,
    policy: known && lambda.permissions.policy(known, reference.qualifier),
  });
  return reference;
}

/** @throws AwsError as `refer`, and ResourceNotFoundException */
export function namedFunction(
  lambda: Lambda,
  call: Call,
  name: string | undefined,
  qualifier?: string,
): NamedFunction {
  const reference = refer(lambda, call, name, qualifier);
  return { fn: lambda.functions.get(reference), reference };
}
