import type { ListUsersRequest, ListUsersResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { describeUser } from '../descriptions.ts';
import type { Iam } from '../iam.ts';
import { authorize } from '../named-identity.ts';
import { page } from '../pages.ts';

export const listUsers: Operation<Iam, ListUsersRequest, ListUsersResponse> = (iam, input, call) => {
  const { PathPrefix: prefix = '/' } = input;
  const { accountId } = call.scope;
  authorize(call, 'ListUsers', `arn:aws:iam::${accountId}:user/*`);
  const found = iam.identities.list(accountId, 'user').filter(({ path }) => path.startsWith(prefix));
  const { items, rest } = page(found, input);
  return { Users: items.map((identity) => describeUser(identity)), ...rest };
};
