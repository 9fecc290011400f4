import type { UntagRoleRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';
import { withoutTags } from '../tags.ts';

export const untagRole: Operation<Iam, UntagRoleRequest, object> = (iam, input, call) => {
  const role = namedIdentity(iam, call, 'role', input.RoleName);
  iam.identities.update(role, { tags: withoutTags(role.tags, input.TagKeys) });
  return {};
};
