import type { ListAttachedRolePoliciesRequest, ListAttachedRolePoliciesResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { attachedPolicies } from '../attached-policies.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';

export const listAttachedRolePolicies: Operation<
  Iam,
  ListAttachedRolePoliciesRequest,
  ListAttachedRolePoliciesResponse
> = (iam, input, call) => attachedPolicies(iam, namedIdentity(iam, call, 'role', input.RoleName), input);
