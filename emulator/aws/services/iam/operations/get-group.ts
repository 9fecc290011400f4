import type { GetGroupRequest, GetGroupResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { describeGroup, describeUser } from '../descriptions.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';
import { page } from '../pages.ts';

export const getGroup: Operation<Iam, GetGroupRequest, GetGroupResponse> = (iam, input, call) => {
  const group = namedIdentity(iam, call, 'group', input.GroupName);
  const { items, rest } = page(iam.identities.membersOf(group), input);
  return { Group: describeGroup(group), Users: items.map(describeUser), ...rest };
};
