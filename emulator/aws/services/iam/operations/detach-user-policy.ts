import type { DetachUserPolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { policyNotFound } from '../errors.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';

export const detachUserPolicy: Operation<Iam, DetachUserPolicyRequest, object> = (iam, input, call) => {
  const user = namedIdentity(iam, call, 'user', input.UserName);
  const { PolicyArn: arn = '' } = input;
  if (!iam.managed.detach(user, arn)) throw policyNotFound(arn);
  return {};
};
