import type { GetPolicyRequest, GetPolicyResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { describePolicy } from '../descriptions.ts';
import type { Iam } from '../iam.ts';
import { namedPolicy } from '../named-identity.ts';

export const getPolicy: Operation<Iam, GetPolicyRequest, GetPolicyResponse> = (iam, input, call) => {
  return { Policy: describePolicy(iam, namedPolicy(iam, call, input.PolicyArn)) };
};
