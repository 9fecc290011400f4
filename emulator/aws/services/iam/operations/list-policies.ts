import type { ListPoliciesRequest, ListPoliciesResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../kernel/operation.ts';
import { describePolicy } from '../descriptions.ts';
import { AWS_POLICIES } from '../aws-policies.ts';
import { checkInput } from '../errors.ts';
import type { Iam } from '../iam.ts';
import { authorize } from '../named-identity.ts';
import { page } from '../pages.ts';

export const listPolicies: Operation<Iam, ListPoliciesRequest, ListPoliciesResponse> = (iam, input, call) => {
  checkInput(input, { Scope: { oneOf: ['All', 'AWS', 'Local'] } });
  const { Scope: scope = 'All', PathPrefix: prefix = '/', OnlyAttached: attached = false } = input;
  authorize(call, 'ListPolicies', `arn:aws:iam::${call.scope.accountId}:policy/*`);
  const own = scope === 'AWS' ? [] : iam.managed.list(call.scope.accountId);
  const fixed = scope === 'Local' ? [] : [...AWS_POLICIES.values()].map(({ policy }) => policy);
  const found = [...own, ...fixed]
    .filter(({ path }) => path.startsWith(prefix))
    .filter(({ arn }) => !attached || iam.managed.holders(arn).length > 0);
  const { items, rest } = page(found, input);
  return { Policies: items.map((policy) => describePolicy(iam, policy)), ...rest };
};
