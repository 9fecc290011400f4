import type { GenerateDataKeyRequest, GenerateDataKeyResponse } from '@aws-sdk/client-kms';
import type { Operation } from '../../../kernel/operation.ts';
import { dataKeyBytes, wrapped, wrappingKey } from '../data-key.ts';
import type { Kms } from '../kms.ts';
import { refuseRecipient } from '../recipient.ts';

export const generateDataKey: Operation<Kms, GenerateDataKeyRequest, GenerateDataKeyResponse> = (
  kms,
  input,
  call,
) => {
  refuseRecipient(input);
  const size = dataKeyBytes(input);
  const key = wrappingKey(kms, call, input, 'GenerateDataKey');
  const plaintext = kms.kernel.ids.bytes(size);
  const { blob, ...rest } = wrapped(kms, key, plaintext, input.EncryptionContext);
  return { CiphertextBlob: blob, Plaintext: plaintext, ...rest };
};
