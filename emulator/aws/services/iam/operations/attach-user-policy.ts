import type { AttachUserPolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import type { Iam } from '../iam.ts';
import { requirePolicy } from '../identity-creation.ts';
import { namedIdentity } from '../named-identity.ts';
import { checkAttachments } from '../quotas.ts';

export const attachUserPolicy: Operation<Iam, AttachUserPolicyRequest, object> = (iam, input, call) => {
  const user = namedIdentity(iam, call, 'user', input.UserName);
  const { PolicyArn: arn = '' } = input;
  requirePolicy(iam, call, arn);
  checkAttachments(iam, user, arn);
  iam.managed.attach(user, arn);
  return {};
};
