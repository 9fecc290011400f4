import type { ListEntitiesForPolicyRequest, ListEntitiesForPolicyResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import type { Iam } from '../iam.ts';
import { namedPolicy } from '../named-identity.ts';
import { page } from '../pages.ts';

export const listEntitiesForPolicy: Operation<
  Iam,
  ListEntitiesForPolicyRequest,
  ListEntitiesForPolicyResponse
> = (iam, input, call) => {
  const policy = namedPolicy(iam, call, input.PolicyArn);
  const kind = input.EntityFilter?.toLowerCase();
  const holders = iam.managed
    .holders(policy.arn)
    .map((id) => iam.identities.at(id)!)
    .filter((holder) => holder.account === call.scope.accountId && (kind ?? holder.kind) === holder.kind);
  const { items, rest } = page(holders, input);
  const ofKind = (name: string) => items.filter((holder) => holder.kind === name);
  return {
    PolicyGroups: ofKind('group').map(({ name, uniqueId }) => ({ GroupName: name, GroupId: uniqueId })),
    PolicyUsers: ofKind('user').map(({ name, uniqueId }) => ({ UserName: name, UserId: uniqueId })),
    PolicyRoles: ofKind('role').map(({ name, uniqueId }) => ({ RoleName: name, RoleId: uniqueId })),
    ...rest,
  };
};
