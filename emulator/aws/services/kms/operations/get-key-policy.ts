import type { GetKeyPolicyRequest, GetKeyPolicyResponse } from '@aws-sdk/client-kms';
import type { Operation } from '../../../kernel/operation.ts';
import { checkPolicyName } from '../key-policy.ts';
import type { Kms } from '../kms.ts';
import { namedKey } from '../named-key.ts';

export const getKeyPolicy: Operation<Kms, GetKeyPolicyRequest, GetKeyPolicyResponse> = (kms, input, call) => {
  const key = namedKey(kms, call, input.KeyId, 'kms:GetKeyPolicy');
  checkPolicyName(input.PolicyName);
  return { Policy: key.policy, PolicyName: 'default' };
};
