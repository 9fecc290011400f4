import type { ListAttachedRolePoliciesRequest, ListAttachedRolePoliciesResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';
import { page } from '../pages.ts';

export const listAttachedRolePolicies: Operation<
  Iam,
  ListAttachedRolePoliciesRequest,
  ListAttachedRolePoliciesResponse
> = (iam, input, call) => {
  const role = namedIdentity(iam, call, 'role', input.RoleName);
  const { PathPrefix: prefix = '/' } = input;
  const policies = iam.managed
    .attachedTo(role)
    .map((arn) => iam.managed.find(arn)!)
    .filter(({ path }) => path.startsWith(prefix));
  const { items, rest } = page(policies, input);
  return {
    AttachedPolicies: items.map(({ name, arn }) => ({ PolicyName: name, PolicyArn: arn })),
    ...rest,
  };
};
