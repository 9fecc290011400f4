import type { DisableKeyRotationRequest } from '@aws-sdk/client-kms';
import type { Operation } from '../../../kernel/operation.ts';
import { requireEnabled, requireRotatable } from '../key.ts';
import type { Kms } from '../kms.ts';
import { namedKey } from '../named-key.ts';

export const disableKeyRotation: Operation<Kms, DisableKeyRotationRequest, object> = (kms, input, call) => {
  const key = namedKey(kms, call, input.KeyId, 'kms:DisableKeyRotation');
  requireEnabled(key);
  requireRotatable(key);
  kms.keys.update(key, { rotation: undefined });
  return {};
};
