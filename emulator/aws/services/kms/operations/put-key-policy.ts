import type { PutKeyPolicyRequest } from '@aws-sdk/client-kms';
import type { Operation } from '../../../kernel/operation.ts';
import { checkInput } from '../errors.ts';
import { checkPolicy, checkPolicyName } from '../key-policy.ts';
import { requireNotDeleting } from '../key.ts';
import type { Kms } from '../kms.ts';
import { requireNoLockout } from '../lockout.ts';
import { namedKey } from '../named-key.ts';

export const putKeyPolicy: Operation<Kms, PutKeyPolicyRequest, object> = (kms, input, call) => {
  checkInput(input, { KeyId: { required: true }, Policy: { required: true, least: 1 } });
  const { Policy: policy = '' } = input;
  const key = namedKey(kms, call, input.KeyId, 'kms:PutKeyPolicy');
  checkPolicyName(input.PolicyName);
  requireNotDeleting(key);
  checkPolicy(policy);
  if (input.BypassPolicyLockoutSafetyCheck !== true) requireNoLockout(call, key, policy);
  kms.keys.update(key, { policy });
  return {};
};
