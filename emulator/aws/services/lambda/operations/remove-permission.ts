import type { RemovePermissionRequest } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { notFound } from '../errors.ts';
import { functionArn } from '../function-reference.ts';
import type { Lambda } from '../lambda.ts';
import { refer } from '../named-function.ts';
import { checkRevision, touch } from '../revision.ts';

export const removePermission: Operation<Lambda, RemovePermissionRequest, object> = (lambda, input, call) => {
  const reference = refer(lambda, call, input.FunctionName, input.Qualifier);
  const { qualifier } = reference;
  const fn = lambda.functions.find(reference);
  if (fn === undefined) throw notFound(`No policy found for: ${functionArn(reference)}`);
  call.kernel.store.transact(() => {
    lambda.permissions.remove(fn, qualifier, input.StatementId ?? '');
    checkRevision(lambda, fn, input.RevisionId, qualifier);
    touch(lambda, fn, qualifier);
  });
  return {};
};
