import type { DeleteUserPermissionsBoundaryRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { notFound } from '../errors.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';

export const deleteUserPermissionsBoundary: Operation<Iam, DeleteUserPermissionsBoundaryRequest, object> = (
  iam,
  input,
  call,
) => {
  const user = namedIdentity(iam, call, 'user', input.UserName);
  if (user.boundary === undefined) throw notFound('permissions boundary of user', user.name);
  iam.identities.update(user, { boundary: undefined });
  return {};
};
