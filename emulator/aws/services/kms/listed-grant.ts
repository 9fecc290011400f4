import type { GrantListEntry } from '@aws-sdk/client-kms';
import { toDate } from '../../kernel/instant.ts';
import { isServiceName, type Grant } from './grants.ts';
import { keyArn } from './key.ts';
import type { Kms } from './kms.ts';

const principal = (role: 'Grantee' | 'Retiring', name: string | undefined): object =>
  name === undefined ? {} : { [`${role}${isServiceName(name) ? 'Service' : ''}Principal`]: name };

/** What lists say of a grant. */
export const listedGrant = (kms: Kms, grant: Grant): GrantListEntry => ({
  KeyId: keyArn(kms.keys.at(grant.key)!),
  GrantId: grant.grantId,
  Name: grant.name ?? '',
  CreationDate: toDate(grant.createdAt),
  ...principal('Grantee', grant.grantee),
  ...principal('Retiring', grant.retiring),
  IssuingAccount: grant.issuer,
  Operations: [...grant.operations],
  ...(Object.keys(grant.constraints).length > 0 && { Constraints: grant.constraints }),
});
