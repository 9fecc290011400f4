import type { DecryptRequest, DecryptResponse } from '@aws-sdk/client-kms';
import type { Operation } from '../../../kernel/operation.ts';
import { checkAlgorithm, decrypt as decryptWith } from '../encryption.ts';
import { checkInput } from '../errors.ts';
import { keyArn, requireEnabled, requireUsage } from '../key.ts';
import type { Kms } from '../kms.ts';
import { namedKey, stopDryRun } from '../named-key.ts';
import { refuseRecipient } from '../recipient.ts';
import { sourceKeyName } from '../source-key.ts';

export const decrypt: Operation<Kms, DecryptRequest, DecryptResponse> = (kms, input, call) => {
  checkInput(input, { CiphertextBlob: { required: true, least: 1, most: 6_144 } });
  refuseRecipient(input);
  const { CiphertextBlob: blob = new Uint8Array(), EncryptionContext: context } = input;
  const { EncryptionAlgorithm: algorithm = 'SYMMETRIC_DEFAULT' } = input;
  const name = sourceKeyName(kms, call.scope, blob, algorithm, input.KeyId);
  const key = namedKey(kms, call, name, 'kms:Decrypt', {
    encryptionContext: context,
    conditions: { 'kms:EncryptionAlgorithm': algorithm },
  });
  requireEnabled(key);
  requireUsage(key, 'ENCRYPT_DECRYPT', 'Decrypt');
  checkAlgorithm(key, algorithm, context);
  const { plaintext, material } = decryptWith(kms, key, blob, algorithm, context);
  stopDryRun(input);
  return {
    KeyId: keyArn(key),
    Plaintext: plaintext,
    EncryptionAlgorithm: algorithm,
    ...(algorithm === 'SYMMETRIC_DEFAULT' && { KeyMaterialId: material.id }),
  };
};
