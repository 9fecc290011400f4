import type { ListGrantsRequest, ListGrantsResponse } from '@aws-sdk/client-kms';
import type { Operation } from '../../../kernel/operation.ts';
import type { Kms } from '../kms.ts';
import { listedGrant } from '../listed-grant.ts';
import { namedKey } from '../named-key.ts';
import { page } from '../pages.ts';

export const listGrants: Operation<Kms, ListGrantsRequest, ListGrantsResponse> = (kms, input, call) => {
  const key = namedKey(kms, call, input.KeyId, 'kms:ListGrants');
  const grantee = input.GranteePrincipal ?? input.GranteeServicePrincipal;
  const found = kms.grants
    .ofKey(key)
    .filter(({ grantId }) => (input.GrantId ?? grantId) === grantId)
    .filter((grant) => (grantee ?? grant.grantee) === grant.grantee);
  const { items, rest } = page(found, ({ grantId }) => grantId, input, { usual: 50, most: 100 });
  return { Grants: items.map((grant) => listedGrant(kms, grant)), ...rest };
};
