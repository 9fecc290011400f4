import type { ListGroupPoliciesRequest, ListGroupPoliciesResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';
import { page } from '../pages.ts';

export const listGroupPolicies: Operation<Iam, ListGroupPoliciesRequest, ListGroupPoliciesResponse> = (
  iam,
  input,
  call,
) => {
  const group = namedIdentity(iam, call, 'group', input.GroupName);
  const { items, rest } = page(iam.inline.list(group), input);
  return { PolicyNames: items.map(({ name }) => name), ...rest };
};
