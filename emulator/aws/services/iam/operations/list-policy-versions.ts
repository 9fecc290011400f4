import type { ListPolicyVersionsRequest, ListPolicyVersionsResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { describeVersion } from '../descriptions.ts';
import type { Iam } from '../iam.ts';
import { namedPolicy } from '../named-identity.ts';
import { page } from '../pages.ts';

export const listPolicyVersions: Operation<Iam, ListPolicyVersionsRequest, ListPolicyVersionsResponse> = (
  iam,
  input,
  call,
) => {
  const policy = namedPolicy(iam, call, input.PolicyArn);
  const { items, rest } = page(iam.managed.versions(policy), input);
  return { Versions: items.map((version) => describeVersion(policy, version)), ...rest };
};
