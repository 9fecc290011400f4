import type { DeleteGroupPolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { notFound } from '../errors.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';

export const deleteGroupPolicy: Operation<Iam, DeleteGroupPolicyRequest, object> = (iam, input, call) => {
  const group = namedIdentity(iam, call, 'group', input.GroupName);
  const { PolicyName: name = '' } = input;
  if (iam.inline.find(group, name) === undefined) throw notFound('group policy', name);
  iam.inline.remove(group, name);
  return {};
};
