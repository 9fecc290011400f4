/** Finds what a request names and asks whether the caller may do this with it. */
import type { Call } from '../../kernel/operation.ts';
import { policyNotFound, unmodifiable } from './errors.ts';
import { checkName, identityArn, identityNotFound, type Identity, type IdentityKind } from './identity.ts';
import type { Iam } from './iam.ts';
import type { ManagedPolicy } from './managed-policies.ts';

/** Asks for an action on an ARN of the caller's account. @throws AwsError AccessDenied */
export function authorize(call: Call, action: string, resource: string): void {
  call.touches(resource);
  call.authorize({ action: `iam:${action}`, resource, owner: call.scope.accountId });
}

/** The action is the operation's name. @throws AwsError NoSuchEntity, AccessDenied, ValidationError */
export function namedIdentity(iam: Iam, call: Call, kind: IdentityKind, name: string | undefined): Identity {
  checkName(kind, name);
  const account = call.scope.accountId;
  const identity = iam.identities.find(account, kind, name);
  authorize(call, call.operation, identityArn(identity ?? { account, kind, path: '/', name }));
  if (identity === undefined) throw identityNotFound(kind, name);
  return identity;
}

/** @throws AwsError NoSuchEntity, AccessDenied */
export function namedPolicy(iam: Iam, call: Call, arn = ''): ManagedPolicy {
  authorize(call, call.operation, arn);
  const policy = iam.managed.find(arn);
  if (policy === undefined || ![call.scope.accountId, 'aws'].includes(policy.account)) {
    throw policyNotFound(arn);
  }
  return policy;
}

/** The same for what cannot be done to AWS's own policies. */
export function ownPolicy(iam: Iam, call: Call, arn: string | undefined): ManagedPolicy {
  const policy = namedPolicy(iam, call, arn);
  if (policy.account === 'aws') throw unmodifiable();
  return policy;
}
