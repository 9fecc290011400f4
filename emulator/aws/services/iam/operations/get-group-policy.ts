import type { GetGroupPolicyRequest, GetGroupPolicyResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { encodeDocument } from '../descriptions.ts';
import { notFound } from '../errors.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';

export const getGroupPolicy: Operation<Iam, GetGroupPolicyRequest, GetGroupPolicyResponse> = (
  iam,
  input,
  call,
) => {
  const group = namedIdentity(iam, call, 'group', input.GroupName);
  const { PolicyName: name = '' } = input;
  const policy = iam.inline.find(group, name);
  if (policy === undefined) throw notFound('group policy', name);
  return {
    GroupName: group.name,
    PolicyName: policy.name,
    PolicyDocument: encodeDocument(policy.document),
  };
};
