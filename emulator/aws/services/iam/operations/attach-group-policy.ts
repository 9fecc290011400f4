import type { AttachGroupPolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import type { Iam } from '../iam.ts';
import { requirePolicy } from '../identity-creation.ts';
import { namedIdentity } from '../named-identity.ts';
import { checkAttachments } from '../quotas.ts';

export const attachGroupPolicy: Operation<Iam, AttachGroupPolicyRequest, object> = (iam, input, call) => {
  const group = namedIdentity(iam, call, 'group', input.GroupName);
  const { PolicyArn: arn = '' } = input;
  requirePolicy(iam, call, arn);
  checkAttachments(iam, group, arn);
  iam.managed.attach(group, arn);
  return {};
};
