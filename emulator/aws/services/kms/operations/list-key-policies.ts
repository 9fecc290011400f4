import type { ListKeyPoliciesRequest, ListKeyPoliciesResponse } from '@aws-sdk/client-kms';
import type { Operation } from '../../../kernel/operation.ts';
import type { Kms } from '../kms.ts';
import { namedKey } from '../named-key.ts';

/** Keys have one policy, and it has one name. */
export const listKeyPolicies: Operation<Kms, ListKeyPoliciesRequest, ListKeyPoliciesResponse> = (
  kms,
  input,
  call,
) => {
  namedKey(kms, call, input.KeyId, 'kms:ListKeyPolicies');
  return { PolicyNames: ['default'], Truncated: false };
};
