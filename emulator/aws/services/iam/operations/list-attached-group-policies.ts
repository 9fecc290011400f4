import type {
  ListAttachedGroupPoliciesRequest,
  ListAttachedGroupPoliciesResponse,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import type { Iam } from '../iam.ts';
import { namedIdentity } from '../named-identity.ts';
import { page } from '../pages.ts';

export const listAttachedGroupPolicies: Operation<
  Iam,
  ListAttachedGroupPoliciesRequest,
  ListAttachedGroupPoliciesResponse
> = (iam, input, call) => {
  const group = namedIdentity(iam, call, 'group', input.GroupName);
  const { PathPrefix: prefix = '/' } = input;
  const policies = iam.managed
    .attachedTo(group)
    .map((arn) => iam.managed.find(arn)!)
    .filter(({ path }) => path.startsWith(prefix));
  const { items, rest } = page(policies, input);
  return {
    AttachedPolicies: items.map(({ name, arn }) => ({ PolicyName: name, PolicyArn: arn })),
    ...rest,
  };
};
