import type { TagUserRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';
import { withTags } from '../tags.ts';

export const tagUser: Operation<Iam, TagUserRequest, object> = (iam, input, call) => {
  const user = namedIdentity(iam, call, 'user', input.UserName);
  iam.identities.update(user, { tags: withTags(user.tags, input.Tags) });
  return {};
};
