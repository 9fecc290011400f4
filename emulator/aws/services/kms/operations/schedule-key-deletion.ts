import type { ScheduleKeyDeletionRequest, ScheduleKeyDeletionResponse } from '@aws-sdk/client-kms';
import { days, toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { checkInput } from '../errors.ts';
import { keyArn, requireNotDeleting } from '../key.ts';
import type { Kms } from '../kms.ts';
import { namedKey } from '../named-key.ts';

const USUAL_WINDOW = 30;

export const scheduleKeyDeletion: Operation<Kms, ScheduleKeyDeletionRequest, ScheduleKeyDeletionResponse> = (
  kms,
  input,
  call,
) => {
  checkInput(input, { PendingWindowInDays: { least: 7, most: 30 } });
  const key = namedKey(kms, call, input.KeyId, 'kms:ScheduleKeyDeletion');
  requireNotDeleting(key);
  const window = input.PendingWindowInDays ?? USUAL_WINDOW;
  const deleteAt = call.now + days(window);
  kms.kernel.store.transact(() => kms.deadlines.scheduleDeletion(key, deleteAt, window, call.seq));
  return {
    KeyId: keyArn(key),
    DeletionDate: toDate(deleteAt),
    KeyState: 'PendingDeletion',
    PendingWindowInDays: window,
  };
};
