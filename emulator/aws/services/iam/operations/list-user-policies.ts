import type { ListUserPoliciesRequest, ListUserPoliciesResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';
import { page } from '../pages.ts';

export const listUserPolicies: Operation<Iam, ListUserPoliciesRequest, ListUserPoliciesResponse> = (
  iam,
  input,
  call,
) => {
  const user = namedIdentity(iam, call, 'user', input.UserName);
  const { items, rest } = page(iam.inline.list(user), input);
  return { PolicyNames: items.map(({ name }) => name), ...rest };
};
