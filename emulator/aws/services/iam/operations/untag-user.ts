import type { UntagUserRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';
import { withoutTags } from '../tags.ts';

export const untagUser: Operation<Iam, UntagUserRequest, object> = (iam, input, call) => {
  const user = namedIdentity(iam, call, 'user', input.UserName);
  iam.identities.update(user, { tags: withoutTags(user.tags, input.TagKeys) });
  return {};
};
