import type { AttachRolePolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import type { Iam } from '../iam.ts';
import { requirePolicy } from '../identity-creation.ts';
import { namedIdentity } from '../named-identity.ts';
import { checkAttachments } from '../quotas.ts';

export const attachRolePolicy: Operation<Iam, AttachRolePolicyRequest, object> = (iam, input, call) => {
  const role = namedIdentity(iam, call, 'role', input.RoleName);
  const { PolicyArn: arn = '' } = input;
  requirePolicy(iam, call, arn);
  checkAttachments(iam, role, arn);
  iam.managed.attach(role, arn);
  return {};
};
