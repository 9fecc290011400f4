import type { Call } from '../../kernel/operation.ts';
import { checkLockout } from './key-policy.ts';
import { keyArn, type Key } from './key.ts';

/**
 * Refuses a policy under which the caller could not put another one.
 *
 * @throws AwsError MalformedPolicyDocumentException
 */
export function requireNoLockout(call: Call, key: Pick<Key, 'scope' | 'keyId'>, policy: string): void {
  const request = {
    action: 'kms:PutKeyPolicy',
    resource: keyArn(key),
    owner: key.scope.accountId,
    policy,
    policyMustAllow: true,
  };
  const environment = { now: call.now, region: call.scope.region };
  checkLockout(call.kernel.access.decide(call.principal, request, environment));
}
