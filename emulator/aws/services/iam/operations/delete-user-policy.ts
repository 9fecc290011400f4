import type { DeleteUserPolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { notFound } from '../errors.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';

export const deleteUserPolicy: Operation<Iam, DeleteUserPolicyRequest, object> = (iam, input, call) => {
  const user = namedIdentity(iam, call, 'user', input.UserName);
  const { PolicyName: name = '' } = input;
  if (iam.inline.find(user, name) === undefined) throw notFound('user policy', name);
  iam.inline.remove(user, name);
  return {};
};
