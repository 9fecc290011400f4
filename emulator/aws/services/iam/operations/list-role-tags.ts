import type { ListRoleTagsRequest, ListRoleTagsResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';
import { page } from '../pages.ts';
import { tagList } from '../tags.ts';

export const listRoleTags: Operation<Iam, ListRoleTagsRequest, ListRoleTagsResponse> = (iam, input, call) => {
  const role = namedIdentity(iam, call, 'role', input.RoleName);
  const { items, rest } = page(tagList(role.tags), input);
  return { Tags: items, ...rest };
};
