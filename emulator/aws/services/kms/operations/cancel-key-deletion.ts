import type { CancelKeyDeletionRequest, CancelKeyDeletionResponse } from '@aws-sdk/client-kms';
import type { Operation } from '../../../kernel/operation.ts';
import { invalidState } from '../errors.ts';
import { keyArn } from '../key.ts';
import type { Kms } from '../kms.ts';
import { namedKey } from '../named-key.ts';

/** The key comes back disabled. */
export const cancelKeyDeletion: Operation<Kms, CancelKeyDeletionRequest, CancelKeyDeletionResponse> = (
  kms,
  input,
  call,
) => {
  const key = namedKey(kms, call, input.KeyId, 'kms:CancelKeyDeletion');
  if (key.state !== 'PendingDeletion') throw invalidState(keyArn(key), 'not pending deletion');
  kms.keys.update(key, { state: 'Disabled', deleteAt: undefined, windowDays: undefined });
  return { KeyId: keyArn(key) };
};
