import type { EncryptionAlgorithmSpec } from '@aws-sdk/client-kms';
import type { Scope } from '../../kernel/scope.ts';
import { readCiphertext } from './ciphertext.ts';
import { incorrectKey, invalidCiphertext, validation } from './errors.ts';
import { keyArn } from './key.ts';
import type { Kms } from './kms.ts';
import { locateKey } from './named-key.ts';

/**
 * Which key a ciphertext is to be decrypted with: blobs of symmetric keys say so themselves, and a key that the caller
 * names must be that one; ciphertexts of RSA keys say nothing.
 *
 * @throws AwsError InvalidCiphertextException, IncorrectKeyException, NotFoundException, ValidationException
 */
export function sourceKeyName(
  kms: Kms,
  scope: Scope,
  blob: Uint8Array,
  algorithm: EncryptionAlgorithmSpec,
  named: string | undefined,
): string {
  if (algorithm !== 'SYMMETRIC_DEFAULT') {
    if (named === undefined) throw validation('KeyId is required for asymmetric keys.');
    return named;
  }
  const { keyArn: maker } = readCiphertext(blob);
  if (named !== undefined) {
    const key = locateKey(kms, scope, named);
    if (key.spec === 'SYMMETRIC_DEFAULT' && keyArn(key) !== maker) throw incorrectKey();
    return named;
  }
  if (!maker.startsWith('arn:')) throw invalidCiphertext();
  return maker;
}
