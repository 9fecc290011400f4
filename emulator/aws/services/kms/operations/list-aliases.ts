import type { ListAliasesRequest, ListAliasesResponse } from '@aws-sdk/client-kms';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { aliasArn } from '../aliases.ts';
import type { Kms } from '../kms.ts';
import { authorizeAlias, locateKey } from '../named-key.ts';
import { page } from '../pages.ts';

export const listAliases: Operation<Kms, ListAliasesRequest, ListAliasesResponse> = (kms, input, call) => {
  const { scope } = call;
  authorizeAlias(call, 'alias/*', 'kms:ListAliases');
  const aliases =
    input.KeyId === undefined
      ? kms.aliases.list(scope)
      : kms.aliases.ofKey(locateKey(kms, scope, input.KeyId));
  const { items, rest } = page(aliases, ({ name }) => name, input, { usual: 50, most: 100 });
  return {
    Aliases: items.map(({ name, key, createdAt, updatedAt }) => ({
      AliasName: name,
      AliasArn: aliasArn(scope, name),
      TargetKeyId: kms.keys.at(key)!.keyId,
      CreationDate: toDate(createdAt),
      LastUpdatedDate: toDate(updatedAt),
    })),
    ...rest,
  };
};
