import type { DeleteRolePolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { notFound } from '../errors.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';

export const deleteRolePolicy: Operation<Iam, DeleteRolePolicyRequest, object> = (iam, input, call) => {
  const role = namedIdentity(iam, call, 'role', input.RoleName);
  const { PolicyName: name = '' } = input;
  if (iam.inline.find(role, name) === undefined) throw notFound('role policy', name);
  iam.inline.remove(role, name);
  return {};
};
