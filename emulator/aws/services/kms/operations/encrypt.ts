import type { EncryptRequest, EncryptResponse } from '@aws-sdk/client-kms';
import type { Operation } from '../../../kernel/operation.ts';
import { checkAlgorithm, encrypt as encryptWith } from '../encryption.ts';
import { checkInput } from '../errors.ts';
import { keyArn, requireEnabled, requireUsage } from '../key.ts';
import type { Kms } from '../kms.ts';
import { namedKey, stopDryRun } from '../named-key.ts';

export const encrypt: Operation<Kms, EncryptRequest, EncryptResponse> = (kms, input, call) => {
  checkInput(input, { KeyId: { required: true }, Plaintext: { required: true, least: 1, most: 4_096 } });
  const { Plaintext: plaintext = new Uint8Array(), EncryptionContext: context } = input;
  const { EncryptionAlgorithm: algorithm = 'SYMMETRIC_DEFAULT' } = input;
  const key = namedKey(kms, call, input.KeyId, 'kms:Encrypt', {
    encryptionContext: context,
    conditions: { 'kms:EncryptionAlgorithm': algorithm },
  });
  requireEnabled(key);
  requireUsage(key, 'ENCRYPT_DECRYPT', 'Encrypt');
  checkAlgorithm(key, algorithm, context);
  stopDryRun(input);
  const { blob } = encryptWith(kms, key, plaintext, algorithm, context);
  return { CiphertextBlob: blob, KeyId: keyArn(key), EncryptionAlgorithm: algorithm };
};
