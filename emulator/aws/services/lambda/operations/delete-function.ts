import type { DeleteFunctionRequest, DeleteFunctionResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { conflict, invalidParameter } from '../errors.ts';
import { isVersion, LATEST } from '../function-reference.ts';
import type { Lambda } from '../lambda.ts';
import { namedFunction } from '../named-function.ts';

/** DeleteFunction answers 204 (aws.md section B.1), whatever the newest model says. */
export const deleteFunction: Operation<Lambda, DeleteFunctionRequest, DeleteFunctionResponse> = (
  lambda,
  input,
  call,
) => {
  const { fn, reference } = namedFunction(lambda, call, input.FunctionName, input.Qualifier);
  const { qualifier } = reference;
  if (qualifier === LATEST) {
    throw invalidParameter('$LATEST version cannot be deleted without deleting the function.');
  }
  if (qualifier === undefined) lambda.remove(fn);
  else if (!isVersion(qualifier)) {
    throw invalidParameter('Deletion of aliases is not currently supported.');
  } else {
    const users = lambda.aliases
      .list(fn)
      .filter((alias) => alias.version === qualifier || alias.weights?.[qualifier] !== undefined)
      .map(({ name }) => name);
    if (users.length > 0) {
      throw conflict(
        `Version ${qualifier} is referenced by one or more aliases: [${users.join(', ')}]. Delete or update the aliases, then try again.`,
      );
    }
    const version = lambda.versions.find(fn, qualifier);
    if (version !== undefined) call.kernel.store.transact(() => lambda.versions.remove(version));
  }
  return { StatusCode: 204 };
};
