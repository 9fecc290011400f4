import type { DeleteRoleRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { removeIdentity } from '../deletion.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';

export const deleteRole: Operation<Iam, DeleteRoleRequest, object> = (iam, input, call) => {
  removeIdentity(iam, namedIdentity(iam, call, 'role', input.RoleName));
  return {};
};
