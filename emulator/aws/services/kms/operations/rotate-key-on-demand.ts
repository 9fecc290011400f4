import type { RotateKeyOnDemandRequest, RotateKeyOnDemandResponse } from '@aws-sdk/client-kms';
import type { Operation } from '../../../kernel/operation.ts';
import { limitExceeded } from '../errors.ts';
import { keyArn, requireEnabled, requireRotatable } from '../key.ts';
import type { Kms } from '../kms.ts';
import { namedKey } from '../named-key.ts';

/** How often a key can be rotated on demand in its life. */
const MOST = 25;

export const rotateKeyOnDemand: Operation<Kms, RotateKeyOnDemandRequest, RotateKeyOnDemandResponse> = (
  kms,
  input,
  call,
) => {
  const key = namedKey(kms, call, input.KeyId, 'kms:RotateKeyOnDemand');
  requireEnabled(key);
  requireRotatable(key);
  const done = kms.keys.materials(key).filter(({ rotation }) => rotation === 'ON_DEMAND').length;
  if (done >= MOST) {
    throw limitExceeded(`${keyArn(key)} has reached the limit of ${MOST} on-demand rotations.`);
  }
  kms.deadlines.rotate(key, 'ON_DEMAND', call.now, call.seq);
  return { KeyId: key.keyId };
};
