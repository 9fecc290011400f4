import type { ListAttachedUserPoliciesRequest, ListAttachedUserPoliciesResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';
import { page } from '../pages.ts';

export const listAttachedUserPolicies: Operation<
  Iam,
  ListAttachedUserPoliciesRequest,
  ListAttachedUserPoliciesResponse
> = (iam, input, call) => {
  const user = namedIdentity(iam, call, 'user', input.UserName);
  const { PathPrefix: prefix = '/' } = input;
  const policies = iam.managed
    .attachedTo(user)
    .map((arn) => iam.managed.find(arn)!)
    .filter(({ path }) => path.startsWith(prefix));
  const { items, rest } = page(policies, input);
  return {
    AttachedPolicies: items.map(({ name, arn }) => ({ PolicyName: name, PolicyArn: arn })),
    ...rest,
  };
};
