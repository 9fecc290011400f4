import type { TagRoleRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';
import { withTags } from '../tags.ts';

export const tagRole: Operation<Iam, TagRoleRequest, object> = (iam, input, call) => {
  const role = namedIdentity(iam, call, 'role', input.RoleName);
  iam.identities.update(role, { tags: withTags(role.tags, input.Tags) });
  return {};
};
