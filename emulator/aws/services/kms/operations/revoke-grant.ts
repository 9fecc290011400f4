import type { RevokeGrantRequest } from '@aws-sdk/client-kms';
import type { Operation } from '../../../kernel/operation.ts';
import { checkInput, grantNotFound } from '../errors.ts';
import { requireNotDeleting } from '../key.ts';
import type { Kms } from '../kms.ts';
import { namedKey, stopDryRun } from '../named-key.ts';

export const revokeGrant: Operation<Kms, RevokeGrantRequest, object> = (kms, input, call) => {
  checkInput(input, { KeyId: { required: true }, GrantId: { required: true, least: 1, most: 128 } });
  const key = namedKey(kms, call, input.KeyId, 'kms:RevokeGrant');
  requireNotDeleting(key);
  const grant = kms.grants.ofKey(key).find(({ grantId }) => grantId === input.GrantId);
  if (grant === undefined) throw grantNotFound(input.GrantId ?? '');
  stopDryRun(input);
  kms.grants.remove(grant);
  return {};
};
