import type {
  GenerateDataKeyWithoutPlaintextRequest,
  GenerateDataKeyWithoutPlaintextResponse,
} from '@aws-sdk/client-kms';
import type { Operation } from '../../../kernel/operation.ts';
import { dataKeyBytes, wrapped, wrappingKey } from '../data-key.ts';
import type { Kms } from '../kms.ts';

export const generateDataKeyWithoutPlaintext: Operation<
  Kms,
  GenerateDataKeyWithoutPlaintextRequest,
  GenerateDataKeyWithoutPlaintextResponse
> = (kms, input, call) => {
  const withSize =
    input.KeySpec === undefined && input.NumberOfBytes === undefined
      ? { ...input, KeySpec: 'AES_256' as const }
      : input;
  const size = dataKeyBytes(withSize);
  const key = wrappingKey(kms, call, input, 'GenerateDataKeyWithoutPlaintext');
  const { blob, ...rest } = wrapped(kms, key, kms.kernel.ids.bytes(size), input.EncryptionContext);
  return { CiphertextBlob: blob, ...rest };
};
