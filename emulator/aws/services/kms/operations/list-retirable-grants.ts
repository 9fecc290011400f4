import type { ListGrantsResponse, ListRetirableGrantsRequest } from '@aws-sdk/client-kms';
import type { Operation } from '../../../kernel/operation.ts';
import { arn } from '../../../kernel/scope.ts';
import { validation } from '../errors.ts';
import type { Kms } from '../kms.ts';
import { listedGrant } from '../listed-grant.ts';
import { page } from '../pages.ts';

export const listRetirableGrants: Operation<Kms, ListRetirableGrantsRequest, ListGrantsResponse> = (
  kms,
  input,
  call,
) => {
  const { accountId: owner, region } = call.scope;
  call.authorize({ action: 'kms:ListRetirableGrants', resource: arn('kms', call.scope, 'key/*'), owner });
  const retiring = input.RetiringPrincipal ?? input.RetiringServicePrincipal;
  if (retiring === undefined) throw validation('RetiringPrincipal is required.');
  const found = kms.grants.retirableBy(retiring).filter(({ key }) => {
    const { scope } = kms.keys.at(key)!;
    return scope.region === region && scope.accountId === owner;
  });
  const { items, rest } = page(found, ({ grantId }) => grantId, input, { usual: 50, most: 100 });
  return { Grants: items.map((grant) => listedGrant(kms, grant)), ...rest };
};
