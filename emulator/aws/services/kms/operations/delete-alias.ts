import type { DeleteAliasRequest } from '@aws-sdk/client-kms';
import type { Operation } from '../../../kernel/operation.ts';
import { aliasArn, checkAliasName, isReserved } from '../aliases.ts';
import { aliasNotFound, aliasReserved } from '../errors.ts';
import type { Kms } from '../kms.ts';
import { authorizeAlias, authorizeKey } from '../named-key.ts';

export const deleteAlias: Operation<Kms, DeleteAliasRequest, object> = (kms, input, call) => {
  const { AliasName: name } = input;
  checkAliasName(name);
  if (isReserved(name)) throw aliasReserved();
  authorizeAlias(call, name, 'kms:DeleteAlias');
  const alias = kms.aliases.find(call.scope, name);
  if (alias === undefined) throw aliasNotFound(aliasArn(call.scope, name));
  authorizeKey(kms, call, kms.keys.at(alias.key)!, 'kms:DeleteAlias');
  kms.aliases.remove(alias);
  return {};
};
