import type { ListKeysRequest, ListKeysResponse } from '@aws-sdk/client-kms';
import type { Operation } from '../../../kernel/operation.ts';
import { arn } from '../../../kernel/scope.ts';
import { keyArn } from '../key.ts';
import type { Kms } from '../kms.ts';
import { page } from '../pages.ts';

export const listKeys: Operation<Kms, ListKeysRequest, ListKeysResponse> = (kms, input, call) => {
  const { scope } = call;
  call.authorize({ action: 'kms:ListKeys', resource: arn('kms', scope, 'key/*'), owner: scope.accountId });
  const { items, rest } = page(kms.keys.list(scope), ({ keyId }) => keyId, input, {
    usual: 100,
    most: 1_000,
  });
  return { Keys: items.map((key) => ({ KeyId: key.keyId, KeyArn: keyArn(key) })), ...rest };
};
