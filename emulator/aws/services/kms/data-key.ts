import type { DataKeySpec } from '@aws-sdk/client-kms';
import type { Call } from '../../kernel/operation.ts';
import { encrypt } from './encryption.ts';
import type { EncryptionContext } from './encryption-context.ts';
import { checkInput, validation } from './errors.ts';
import { keyArn, requireEnabled, requireSymmetric, type Key } from './key.ts';
import type { Kms } from './kms.ts';
import { namedKey, stopDryRun } from './named-key.ts';

export interface DataKeyInput {
  readonly KeyId: string | undefined;
  readonly EncryptionContext?: EncryptionContext | undefined;
  readonly DryRun?: boolean | undefined;
}

/** The symmetric key that a data key is to be encrypted with, once it is known to serve. */
export function wrappingKey(kms: Kms, call: Call, input: DataKeyInput, operation: string): Key {
  const key = namedKey(kms, call, input.KeyId, `kms:${operation}`, {
    encryptionContext: input.EncryptionContext,
  });
  requireEnabled(key);
  requireSymmetric(key, operation);
  stopDryRun(input);
  return key;
}

/** @throws AwsError ValidationException unless exactly one of spec and size is given */
export function dataKeyBytes(input: {
  readonly KeySpec?: DataKeySpec | undefined;
  readonly NumberOfBytes?: number | undefined;
}): number {
  checkInput(input, {
    KeySpec: { oneOf: ['AES_256', 'AES_128'] },
    NumberOfBytes: { least: 1, most: 1_024 },
  });
  const { KeySpec: spec, NumberOfBytes: size } = input;
  if ((spec === undefined) === (size === undefined)) {
    throw validation('Please specify either number of bytes or key spec.');
  }
  return size ?? (spec === 'AES_128' ? 16 : 32);
}

/** What answers say of a secret that was encrypted with the key. */
export function wrapped(kms: Kms, key: Key, secret: Uint8Array, context: EncryptionContext | undefined) {
  const { blob, material } = encrypt(kms, key, secret, 'SYMMETRIC_DEFAULT', context);
  return { blob, KeyId: keyArn(key), KeyMaterialId: material.id };
}
