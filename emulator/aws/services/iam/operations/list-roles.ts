import type { ListRolesRequest, ListRolesResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { describeRole } from '../descriptions.ts';
import type { Iam } from '../iam.ts';
import { authorize } from '../named-identity.ts';
import { page } from '../pages.ts';

export const listRoles: Operation<Iam, ListRolesRequest, ListRolesResponse> = (iam, input, call) => {
  const { PathPrefix: prefix = '/' } = input;
  const { accountId } = call.scope;
  authorize(call, 'ListRoles', `arn:aws:iam::${accountId}:role/*`);
  const found = iam.identities.list(accountId, 'role').filter(({ path }) => path.startsWith(prefix));
  const { items, rest } = page(found, input);
  return { Roles: items.map((identity) => describeRole(identity)), ...rest };
};
