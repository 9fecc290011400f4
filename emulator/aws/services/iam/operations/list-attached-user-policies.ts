import type { ListAttachedUserPoliciesRequest, ListAttachedUserPoliciesResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { attachedPolicies } from '../attached-policies.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';

export const listAttachedUserPolicies: Operation<
  Iam,
  ListAttachedUserPoliciesRequest,
  ListAttachedUserPoliciesResponse
> = (iam, input, call) => attachedPolicies(iam, namedIdentity(iam, call, 'user', input.UserName), input);
