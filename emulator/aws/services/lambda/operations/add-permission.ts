import type { AddPermissionRequest, AddPermissionResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { Constraints } from '../constraints.ts';
import { aliasNotFound, invalidParameter } from '../errors.ts';
import { functionArn, isVersion, LATEST } from '../function-reference.ts';
import type { Lambda } from '../lambda.ts';
import { namedFunction } from '../named-function.ts';
import { newStatement } from '../permissions.ts';
import { checkRevision, touch } from '../revision.ts';

export const addPermission: Operation<Lambda, AddPermissionRequest, AddPermissionResponse> = (
  lambda,
  input,
  call,
) => {
  new Constraints()
    .required(input.StatementId, 'statementId')
    .required(input.Action, 'action')
    .required(input.Principal, 'principal')
    .pattern(input.StatementId, 'statementId', '([a-zA-Z0-9-_]+)')
    .pattern(input.Action, 'action', '(lambda:[*]|lambda:[a-zA-Z]+|[*])')
    .pattern(input.SourceAccount, 'sourceAccount', '\\d{12}')
    .check();
  const { fn, reference } = namedFunction(lambda, call, input.FunctionName, input.Qualifier);
  const { qualifier } = reference;
  if (qualifier === LATEST)
    throw invalidParameter('We currently do not support adding policies for $LATEST.');
  if (qualifier !== undefined) checkQualifier(lambda, fn, qualifier);
  checkRevision(lambda, fn, input.RevisionId, qualifier);
  const statement = newStatement(input, functionArn(fn, qualifier));
  call.kernel.store.transact(() => {
    lambda.permissions.add(fn, qualifier, statement);
    touch(lambda, fn, qualifier);
  });
  return { Statement: JSON.stringify(statement) };
};

function checkQualifier(lambda: Lambda, fn: Parameters<typeof touch>[1], qualifier: string): void {
  if (isVersion(qualifier)) lambda.versions.get(fn, qualifier);
  else if (lambda.aliases.find(fn, qualifier) === undefined) throw aliasNotFound(functionArn(fn, qualifier));
}
