import type { UpdateKeyDescriptionRequest } from '@aws-sdk/client-kms';
import type { Operation } from '../../../kernel/operation.ts';
import { checkInput } from '../errors.ts';
import { requireNotDeleting } from '../key.ts';
import type { Kms } from '../kms.ts';
import { namedKey } from '../named-key.ts';

export const updateKeyDescription: Operation<Kms, UpdateKeyDescriptionRequest, object> = (
  kms,
  input,
  call,
) => {
  checkInput(input, { KeyId: { required: true }, Description: { required: true, most: 8_192 } });
  const key = namedKey(kms, call, input.KeyId, 'kms:UpdateKeyDescription');
  requireNotDeleting(key);
  kms.keys.update(key, { description: input.Description ?? '' });
  return {};
};
