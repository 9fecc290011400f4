import type { PutRolePermissionsBoundaryRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import type { Iam } from '../iam.ts';
import { requirePolicy } from '../identity-creation.ts';
import { namedIdentity } from '../named-identity.ts';

export const putRolePermissionsBoundary: Operation<Iam, PutRolePermissionsBoundaryRequest, object> = (
  iam,
  input,
  call,
) => {
  const role = namedIdentity(iam, call, 'role', input.RoleName);
  const { PermissionsBoundary: boundary = '' } = input;
  requirePolicy(iam, call, boundary);
  iam.identities.update(role, { boundary });
  return {};
};
