import type { ListUserTagsRequest, ListUserTagsResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';
import { page } from '../pages.ts';
import { tagList } from '../tags.ts';

export const listUserTags: Operation<Iam, ListUserTagsRequest, ListUserTagsResponse> = (iam, input, call) => {
  const user = namedIdentity(iam, call, 'user', input.UserName);
  const { items, rest } = page(tagList(user.tags), input);
  return { Tags: items, ...rest };
};
