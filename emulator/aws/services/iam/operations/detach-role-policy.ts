import type { DetachRolePolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { policyNotFound } from '../errors.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';

export const detachRolePolicy: Operation<Iam, DetachRolePolicyRequest, object> = (iam, input, call) => {
  const role = namedIdentity(iam, call, 'role', input.RoleName);
  const { PolicyArn: arn = '' } = input;
  if (!iam.managed.detach(role, arn)) throw policyNotFound(arn);
  return {};
};
