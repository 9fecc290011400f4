import type { ListRolePoliciesRequest, ListRolePoliciesResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';
import { page } from '../pages.ts';

export const listRolePolicies: Operation<Iam, ListRolePoliciesRequest, ListRolePoliciesResponse> = (
  iam,
  input,
  call,
) => {
  const role = namedIdentity(iam, call, 'role', input.RoleName);
  const { items, rest } = page(iam.inline.list(role), input);
  return { PolicyNames: items.map(({ name }) => name), ...rest };
};
