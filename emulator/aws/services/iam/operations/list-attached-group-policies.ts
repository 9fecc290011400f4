import type {
  ListAttachedGroupPoliciesRequest,
  ListAttachedGroupPoliciesResponse,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { attachedPolicies } from '../attached-policies.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';

export const listAttachedGroupPolicies: Operation<
  Iam,
  ListAttachedGroupPoliciesRequest,
  ListAttachedGroupPoliciesResponse
> = (iam, input, call) => attachedPolicies(iam, namedIdentity(iam, call, 'group', input.GroupName), input);
