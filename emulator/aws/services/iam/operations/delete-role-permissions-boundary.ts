import type { DeleteRolePermissionsBoundaryRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { notFound } from '../errors.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';

export const deleteRolePermissionsBoundary: Operation<Iam, DeleteRolePermissionsBoundaryRequest, object> = (
  iam,
  input,
  call,
) => {
  const role = namedIdentity(iam, call, 'role', input.RoleName);
  if (role.boundary === undefined) throw notFound('permissions boundary of role', role.name);
  iam.identities.update(role, { boundary: undefined });
  return {};
};
