import type { ListGroupsForUserRequest, ListGroupsForUserResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { describeGroup } from '../descriptions.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';
import { page } from '../pages.ts';

export const listGroupsForUser: Operation<Iam, ListGroupsForUserRequest, ListGroupsForUserResponse> = (
  iam,
  input,
  call,
) => {
  const user = namedIdentity(iam, call, 'user', input.UserName);
  const { items, rest } = page(iam.identities.groupsOf(user), input);
  return { Groups: items.map(describeGroup), ...rest };
};
