import type { EnableKeyRequest } from '@aws-sdk/client-kms';
import type { Operation } from '../../../kernel/operation.ts';
import { requireNotDeleting } from '../key.ts';
import type { Kms } from '../kms.ts';
import { namedKey } from '../named-key.ts';

export const enableKey: Operation<Kms, EnableKeyRequest, object> = (kms, input, call) => {
  const key = namedKey(kms, call, input.KeyId, 'kms:EnableKey');
  requireNotDeleting(key);
  kms.kernel.store.transact(() => {
    kms.keys.update(key, { state: 'Enabled' });
    kms.deadlines.catchUp(key, call.now, call.seq);
  });
  return {};
};
