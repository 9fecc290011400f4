import type { GetKeyRotationStatusRequest, GetKeyRotationStatusResponse } from '@aws-sdk/client-kms';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { requireNotDeleting, requireRotatable } from '../key.ts';
import type { Kms } from '../kms.ts';
import { namedKey } from '../named-key.ts';

export const getKeyRotationStatus: Operation<
  Kms,
  GetKeyRotationStatusRequest,
  GetKeyRotationStatusResponse
> = (kms, input, call) => {
  const key = namedKey(kms, call, input.KeyId, 'kms:GetKeyRotationStatus');
  requireNotDeleting(key);
  requireRotatable(key);
  const { keyId, rotation } = key;
  if (rotation === undefined) return { KeyId: keyId, KeyRotationEnabled: false };
  return {
    KeyId: keyId,
    KeyRotationEnabled: true,
    RotationPeriodInDays: rotation.days,
    NextRotationDate: toDate(rotation.nextAt),
  };
};
