import type { ListGroupsRequest, ListGroupsResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { describeGroup } from '../descriptions.ts';
import type { Iam } from '../iam.ts';
import { authorize } from '../named-identity.ts';
import { page } from '../pages.ts';

export const listGroups: Operation<Iam, ListGroupsRequest, ListGroupsResponse> = (iam, input, call) => {
  const { PathPrefix: prefix = '/' } = input;
  const { accountId } = call.scope;
  authorize(call, 'ListGroups', `arn:aws:iam::${accountId}:group/*`);
  const found = iam.identities.list(accountId, 'group').filter(({ path }) => path.startsWith(prefix));
  const { items, rest } = page(found, input);
  return { Groups: items.map((identity) => describeGroup(identity)), ...rest };
};
