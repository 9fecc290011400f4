import type { GetUserPolicyRequest, GetUserPolicyResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { encodeDocument } from '../descriptions.ts';
import { notFound } from '../errors.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';

export const getUserPolicy: Operation<Iam, GetUserPolicyRequest, GetUserPolicyResponse> = (
  iam,
  input,
  call,
) => {
  const user = namedIdentity(iam, call, 'user', input.UserName);
  const { PolicyName: name = '' } = input;
  const policy = iam.inline.find(user, name);
  if (policy === undefined) throw notFound('user policy', name);
  return {
    UserName: user.name,
    PolicyName: policy.name,
    PolicyDocument: encodeDocument(policy.document),
  };
};
