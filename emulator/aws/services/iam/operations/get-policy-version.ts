import type { GetPolicyVersionRequest, GetPolicyVersionResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { describeVersion, encodeDocument } from '../descriptions.ts';
import type { Iam } from '../iam.ts';
import { namedPolicy } from '../named-identity.ts';
import { namedVersion } from '../named-version.ts';

export const getPolicyVersion: Operation<Iam, GetPolicyVersionRequest, GetPolicyVersionResponse> = (
  iam,
  input,
  call,
) => {
  const policy = namedPolicy(iam, call, input.PolicyArn);
  const version = namedVersion(iam, policy, input.VersionId);
  return {
    PolicyVersion: { ...describeVersion(policy, version), Document: encodeDocument(version.document) },
  };
};
