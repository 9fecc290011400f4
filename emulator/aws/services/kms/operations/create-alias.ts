import type { CreateAliasRequest } from '@aws-sdk/client-kms';
import type { Operation } from '../../../kernel/operation.ts';
import { aliasArn, checkAliasName, isReserved } from '../aliases.ts';
import { aliasExists, aliasReserved } from '../errors.ts';
import { requireNotDeleting } from '../key.ts';
import type { Kms } from '../kms.ts';
import { authorizeAlias, namedKey } from '../named-key.ts';

export const createAlias: Operation<Kms, CreateAliasRequest, object> = (kms, input, call) => {
  const { AliasName: name } = input;
  checkAliasName(name);
  if (isReserved(name)) throw aliasReserved();
  authorizeAlias(call, name, 'kms:CreateAlias');
  const key = namedKey(kms, call, input.TargetKeyId, 'kms:CreateAlias');
  requireNotDeleting(key);
  if (kms.aliases.find(call.scope, name) !== undefined) throw aliasExists(aliasArn(call.scope, name));
  kms.aliases.create(call.scope, name, key, call.now);
  return {};
};
