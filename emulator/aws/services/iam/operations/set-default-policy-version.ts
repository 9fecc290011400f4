import type { SetDefaultPolicyVersionRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import type { Iam } from '../iam.ts';
import { ownPolicy } from '../named-identity.ts';
import { namedVersion } from '../named-version.ts';

export const setDefaultPolicyVersion: Operation<Iam, SetDefaultPolicyVersionRequest, object> = (
  iam,
  input,
  call,
) => {
  const policy = ownPolicy(iam, call, input.PolicyArn);
  const { number } = namedVersion(iam, policy, input.VersionId);
  iam.managed.update(policy, { defaultVersion: number, updatedAt: call.now });
  return {};
};
