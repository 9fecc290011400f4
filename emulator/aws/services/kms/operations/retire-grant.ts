import type { RetireGrantRequest } from '@aws-sdk/client-kms';
import type { Call, Operation } from '../../../kernel/operation.ts';
import { grantNotFound, invalidGrantToken, validation } from '../errors.ts';
import type { Grant } from '../grants.ts';
import { requireNotDeleting } from '../key.ts';
import type { Kms } from '../kms.ts';
import { authorizeKey, locateKey, stopDryRun } from '../named-key.ts';

/** Whom the grant names as its retiring principal may end it; so may the grantee, if the grant says so. */
export const retireGrant: Operation<Kms, RetireGrantRequest, object> = (kms, input, call) => {
  const grant = namedGrant(kms, input, call);
  const key = kms.keys.at(grant.key)!;
  requireNotDeleting(key);
  if (!(call.principal.kind === 'user' && call.principal.arn === grant.retiring)) {
    authorizeKey(kms, call, key, 'kms:RetireGrant');
  }
  stopDryRun(input);
  kms.grants.remove(grant);
  return {};
};

function namedGrant(kms: Kms, { GrantToken, GrantId, KeyId }: RetireGrantRequest, call: Call): Grant {
  if (GrantToken !== undefined) {
    const grant = kms.grants.withToken(GrantToken);
    if (grant === undefined) throw invalidGrantToken();
    return grant;
  }
  if (GrantId === undefined || KeyId === undefined) {
    throw validation('Either GrantToken, or both KeyId and GrantId, must be specified.');
  }
  const key = locateKey(kms, call.scope, KeyId);
  const grant = kms.grants.ofKey(key).find(({ grantId }) => grantId === GrantId);
  if (grant === undefined) throw grantNotFound(GrantId);
  return grant;
}
