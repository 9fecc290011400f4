/**
 * The KMS key of a secret: whoever writes a value needs `kms:GenerateDataKey` on it, whoever reads one `kms:Decrypt`.
 * Evidence: Secrets Manager user guide "Secret encryption and decryption" (2026-11).
 */
import { AwsError } from '../../kernel/aws-error.ts';
import type { Call } from '../../kernel/operation.ts';
import { decryptionFailed, encryptionFailed, kmsDenied } from './errors.ts';
import type { Secret } from './secret.ts';

/** @throws AwsError AccessDeniedException, EncryptionFailure, DecryptionFailure */
export function authorizeKey(
  call: Call,
  { kmsKey, scope }: Pick<Secret, 'kmsKey' | 'scope'>,
  action: 'kms:Decrypt' | 'kms:GenerateDataKey',
): void {
  const { principal, seq: cause } = call;
  const keyId = kmsKey ?? 'alias/aws/secretsmanager';
  const viaService = `secretsmanager.${scope.region}.amazonaws.com`;
  try {
    call.kernel.ports.find('keys')?.resolve({ scope, principal, keyId, action, viaService, cause });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.code === 'AccessDeniedException') throw kmsDenied();
    throw action === 'kms:Decrypt' ? decryptionFailed(error.message) : encryptionFailed(error.message);
  }
}
