import type { AddUserToGroupRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { checkName, identityNotFound } from '../identity.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';

export const addUserToGroup: Operation<Iam, AddUserToGroupRequest, object> = (iam, input, call) => {
  const { UserName: name } = input;
  checkName('user', name);
  const group = namedIdentity(iam, call, 'group', input.GroupName);
  const user = iam.identities.find(call.scope.accountId, 'user', name);
  if (user === undefined) throw identityNotFound('user', name);
  iam.identities.join(user, group);
  return {};
};
