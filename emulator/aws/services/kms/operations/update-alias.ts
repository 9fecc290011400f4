import type { UpdateAliasRequest } from '@aws-sdk/client-kms';
import type { Operation } from '../../../kernel/operation.ts';
import { aliasArn, checkAliasName, isReserved } from '../aliases.ts';
import { aliasNotFound, aliasReserved, validation } from '../errors.ts';
import { requireNotDeleting } from '../key.ts';
import type { Kms } from '../kms.ts';
import { authorizeAlias, authorizeKey, namedKey } from '../named-key.ts';

/** An alias only moves between keys of one usage and family. */
export const updateAlias: Operation<Kms, UpdateAliasRequest, object> = (kms, input, call) => {
  const { AliasName: name } = input;
  checkAliasName(name);
  if (isReserved(name)) throw aliasReserved();
  authorizeAlias(call, name, 'kms:UpdateAlias');
  const alias = kms.aliases.find(call.scope, name);
  if (alias === undefined) throw aliasNotFound(aliasArn(call.scope, name));
  const current = kms.keys.at(alias.key)!;
  authorizeKey(kms, call, current, 'kms:UpdateAlias');
  const key = namedKey(kms, call, input.TargetKeyId, 'kms:UpdateAlias');
  requireNotDeleting(key);
  if (key.usage !== current.usage || key.spec !== current.spec) {
    throw validation('The current and new key must be the same type and have the same key usage.');
  }
  kms.aliases.point(alias, key, call.now);
  return {};
};
