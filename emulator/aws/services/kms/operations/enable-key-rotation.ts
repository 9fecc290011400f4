import type { EnableKeyRotationRequest } from '@aws-sdk/client-kms';
import type { Operation } from '../../../kernel/operation.ts';
import { checkInput } from '../errors.ts';
import { requireEnabled, requireRotatable } from '../key.ts';
import type { Kms } from '../kms.ts';
import { namedKey } from '../named-key.ts';

const USUAL_PERIOD = 365;

export const enableKeyRotation: Operation<Kms, EnableKeyRotationRequest, object> = (kms, input, call) => {
  checkInput(input, { RotationPeriodInDays: { least: 90, most: 2_560 } });
  const key = namedKey(kms, call, input.KeyId, 'kms:EnableKeyRotation');
  requireEnabled(key);
  requireRotatable(key);
  const period = input.RotationPeriodInDays ?? key.rotation?.days ?? USUAL_PERIOD;
  if (period !== key.rotation?.days) {
    kms.kernel.store.transact(() => kms.deadlines.startRotation(key, period, call.now, call.seq));
  }
  return {};
};
