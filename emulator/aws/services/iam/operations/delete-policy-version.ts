import type { DeletePolicyVersionRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { versionIsDefault } from '../errors.ts';
import type { Iam } from '../iam.ts';
import { ownPolicy } from '../named-identity.ts';
import { namedVersion } from '../named-version.ts';

export const deletePolicyVersion: Operation<Iam, DeletePolicyVersionRequest, object> = (iam, input, call) => {
  const policy = ownPolicy(iam, call, input.PolicyArn);
  const { number } = namedVersion(iam, policy, input.VersionId);
  if (number === policy.defaultVersion) throw versionIsDefault();
  iam.managed.removeVersion(policy, number);
  return {};
};
