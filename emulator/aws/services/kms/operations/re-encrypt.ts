import type { ReEncryptRequest, ReEncryptResponse } from '@aws-sdk/client-kms';
import type { Operation } from '../../../kernel/operation.ts';
import { checkAlgorithm, decrypt, encrypt } from '../encryption.ts';
import { checkInput } from '../errors.ts';
import { keyArn, requireEnabled, requireUsage } from '../key.ts';
import type { Kms } from '../kms.ts';
import { namedKey, stopDryRun } from '../named-key.ts';
import { sourceKeyName } from '../source-key.ts';

const SYMMETRIC = 'SYMMETRIC_DEFAULT';

export const reEncrypt: Operation<Kms, ReEncryptRequest, ReEncryptResponse> = (kms, input, call) => {
  checkInput(input, {
    CiphertextBlob: { required: true, least: 1, most: 6_144 },
    DestinationKeyId: { required: true },
  });
  const { CiphertextBlob: blob = new Uint8Array() } = input;
  const { SourceEncryptionAlgorithm: from = SYMMETRIC, DestinationEncryptionAlgorithm: to = SYMMETRIC } =
    input;
  const { SourceEncryptionContext: context, DestinationEncryptionContext: newContext } = input;
  const name = sourceKeyName(kms, call.scope, blob, from, input.SourceKeyId);
  const source = namedKey(kms, call, name, 'kms:ReEncryptFrom', { encryptionContext: context });
  const target = namedKey(kms, call, input.DestinationKeyId, 'kms:ReEncryptTo', {
    encryptionContext: newContext,
  });
  for (const key of [source, target]) {
    requireEnabled(key);
    requireUsage(key, 'ENCRYPT_DECRYPT', 'ReEncrypt');
  }
  checkAlgorithm(source, from, context);
  checkAlgorithm(target, to, newContext);
  const opened = decrypt(kms, source, blob, from, context);
  stopDryRun(input);
  const sealed = encrypt(kms, target, opened.plaintext, to, newContext);
  return {
    CiphertextBlob: sealed.blob,
    SourceKeyId: keyArn(source),
    KeyId: keyArn(target),
    SourceEncryptionAlgorithm: from,
    DestinationEncryptionAlgorithm: to,
    ...(from === SYMMETRIC && { SourceKeyMaterialId: opened.material.id }),
    ...(to === SYMMETRIC && { DestinationKeyMaterialId: sealed.material.id }),
  };
};
