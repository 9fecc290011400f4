import type { DetachGroupPolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { policyNotFound } from '../errors.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';

export const detachGroupPolicy: Operation<Iam, DetachGroupPolicyRequest, object> = (iam, input, call) => {
  const group = namedIdentity(iam, call, 'group', input.GroupName);
  const { PolicyArn: arn = '' } = input;
  if (!iam.managed.detach(group, arn)) throw policyNotFound(arn);
  return {};
};
