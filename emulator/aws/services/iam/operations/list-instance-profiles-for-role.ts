import type {
  ListInstanceProfilesForRoleRequest,
  ListInstanceProfilesForRoleResponse,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';

/** Tools ask before they delete a role. There are no instance profiles, so no role is in one. */
export const listInstanceProfilesForRole: Operation<
  Iam,
  ListInstanceProfilesForRoleRequest,
  ListInstanceProfilesForRoleResponse
> = (iam, input, call) => {
  namedIdentity(iam, call, 'role', input.RoleName);
  return { InstanceProfiles: [], IsTruncated: false };
};
