import type { DisableKeyRequest } from '@aws-sdk/client-kms';
import type { Operation } from '../../../kernel/operation.ts';
import { requireNotDeleting } from '../key.ts';
import type { Kms } from '../kms.ts';
import { namedKey } from '../named-key.ts';

export const disableKey: Operation<Kms, DisableKeyRequest, object> = (kms, input, call) => {
  const key = namedKey(kms, call, input.KeyId, 'kms:DisableKey');
  requireNotDeleting(key);
  kms.keys.update(key, { state: 'Disabled' });
  return {};
};
