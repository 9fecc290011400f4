import type { DeletePolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { deleteConflict, policyInUse } from '../errors.ts';
import type { Iam } from '../iam.ts';
import { ownPolicy } from '../named-identity.ts';

export const deletePolicy: Operation<Iam, DeletePolicyRequest, object> = (iam, input, call) => {
  const policy = ownPolicy(iam, call, input.PolicyArn);
  const bounds = iam.identities.boundedBy(policy.arn) > 0;
  if (bounds || iam.managed.holders(policy.arn).length > 0) throw policyInUse();
  if (iam.managed.versions(policy).length > 1) throw deleteConflict('delete all non-default versions');
  iam.managed.remove(policy);
  return {};
};
