/** Making users, groups and roles. */
import type { Tag } from '@aws-sdk/client-iam';
import type { Call } from '../../kernel/operation.ts';
import { alreadyExists, policyNotAttachable } from './errors.ts';
import type { Iam } from './iam.ts';
import {
  checkName,
  checkPath,
  identityArn,
  TITLE,
  UNIQUE_ID_PREFIX,
  type Identity,
  type IdentityKind,
} from './identity.ts';
import { authorize } from './named-identity.ts';
import { withTags } from './tags.ts';

export interface NewIdentity {
  readonly kind: IdentityKind;
  readonly name: string | undefined;
  readonly path?: string | undefined;
  readonly boundary?: string | undefined;
  readonly tags?: readonly Tag[] | undefined;
  readonly role?: Pick<Identity, 'trust' | 'description' | 'longestSession'>;
}

/** @throws AwsError EntityAlreadyExists, NoSuchEntity for the boundary, AccessDenied, ValidationError */
export function createIdentity(iam: Iam, call: Call, request: NewIdentity): Identity {
  const { kind, name, path = '/', boundary } = request;
  checkName(kind, name);
  checkPath(path);
  const account = call.scope.accountId;
  authorize(call, call.operation, identityArn({ account, kind, path, name }));
  if (iam.identities.find(account, kind, name) !== undefined) throw alreadyExists(TITLE[kind], name);
  if (boundary !== undefined) requirePolicy(iam, call, boundary);
  return iam.identities.create({
    account,
    kind,
    name,
    path,
    uniqueId: `${UNIQUE_ID_PREFIX[kind]}${iam.kernel.ids.base32(17)}`,
    createdAt: call.now,
    boundary,
    tags: withTags({}, request.tags),
    trust: request.role?.trust,
    description: request.role?.description,
    longestSession: request.role?.longestSession,
  });
}

/** @throws AwsError NoSuchEntity unless the policy is the account's or AWS's */
export function requirePolicy(iam: Iam, call: Call, arn: string): void {
  const policy = iam.managed.find(arn);
  if (policy === undefined || ![call.scope.accountId, 'aws'].includes(policy.account)) {
    throw policyNotAttachable(arn);
  }
}
