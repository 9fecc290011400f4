/**
 * Encrypting and decrypting with a key, symmetric or RSA. Evidence: aws.md section F.1; KMS API reference "Encrypt"
 * (2026-11) for the largest plaintexts.
 */
import { constants, createPublicKey, privateDecrypt, publicEncrypt } from 'node:crypto';
import type { EncryptionAlgorithmSpec } from '@aws-sdk/client-kms';
import { open, readCiphertext, seal } from './ciphertext.ts';
import type { EncryptionContext } from './encryption-context.ts';
import { invalidCiphertext, validation, wrongAlgorithm } from './errors.ts';
import { algorithmsOf } from './key-spec.ts';
import { keyArn, type Key } from './key.ts';
import type { Material } from './keys.ts';
import type { Kms } from './kms.ts';
import { privateKeyOf } from './signing.ts';

/** @throws AwsError InvalidKeyUsageException, ValidationException */
export function checkAlgorithm(
  key: Key,
  algorithm: EncryptionAlgorithmSpec,
  context: EncryptionContext | undefined,
): void {
  if (algorithmsOf(key.spec, key.usage).EncryptionAlgorithms?.includes(algorithm) !== true) {
    throw wrongAlgorithm(algorithm, key.spec);
  }
  if (algorithm !== 'SYMMETRIC_DEFAULT' && Object.keys(context ?? {}).length > 0) {
    throw validation(`Encryption context is not supported for asymmetric key ${keyArn(key)}.`);
  }
}

const oaep = (algorithm: EncryptionAlgorithmSpec) => ({
  padding: constants.RSA_PKCS1_OAEP_PADDING,
  oaepHash: algorithm === 'RSAES_OAEP_SHA_1' ? 'sha1' : 'sha256',
});

export function encrypt(
  kms: Kms,
  key: Key,
  plaintext: Uint8Array,
  algorithm: EncryptionAlgorithmSpec,
  context: EncryptionContext | undefined,
): { readonly blob: Buffer; readonly material: Material } {
  const material = kms.keys.current(key);
  if (algorithm === 'SYMMETRIC_DEFAULT') {
    return { blob: seal(plaintext, keyArn(key), material, context, kms.kernel.ids), material };
  }
  const publicKey = createPublicKey(privateKeyOf(material.bytes));
  const modulus = (publicKey.asymmetricKeyDetails?.modulusLength ?? 0) / 8;
  const most = modulus - 2 - 2 * (algorithm === 'RSAES_OAEP_SHA_1' ? 20 : 32);
  if (plaintext.length > most) {
    throw validation(
      `Algorithm ${algorithm} and key spec ${key.spec} cannot encrypt data larger than ${most} bytes.`,
    );
  }
  return { blob: publicEncrypt({ key: publicKey, ...oaep(algorithm) }, plaintext), material };
}

/** @throws AwsError InvalidCiphertextException */
export function decrypt(
  kms: Kms,
  key: Key,
  blob: Uint8Array,
  algorithm: EncryptionAlgorithmSpec,
  context: EncryptionContext | undefined,
): { readonly plaintext: Buffer; readonly material: Material } {
  if (algorithm === 'SYMMETRIC_DEFAULT') {
    const ciphertext = readCiphertext(blob);
    const material = kms.keys.material(key, ciphertext.materialId);
    if (material === undefined) throw invalidCiphertext();
    return { plaintext: open(ciphertext, material, context), material };
  }
  const material = kms.keys.current(key);
  try {
    const plaintext = privateDecrypt({ key: privateKeyOf(material.bytes), ...oaep(algorithm) }, blob);
    return { plaintext, material };
  } catch {
    throw invalidCiphertext();
  }
}
