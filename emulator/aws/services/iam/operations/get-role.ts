import type { GetRoleRequest, GetRoleResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { describeRole } from '../descriptions.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';

export const getRole: Operation<Iam, GetRoleRequest, GetRoleResponse> = (iam, input, call) => {
  return { Role: describeRole(namedIdentity(iam, call, 'role', input.RoleName)) };
};
