/**
 * The KMS key of a `SecureString`: whoever writes one needs `kms:Encrypt` on it, whoever reads its text `kms:Decrypt`.
 *
 * Gap: values are not enciphered in the records, and what is answered in the place of a value that was not asked for in
 * clear is no ciphertext that KMS could read.
 */
import { createHash } from 'node:crypto';
import { AwsError } from '../../kernel/aws-error.ts';
import type { Call } from '../../kernel/operation.ts';
import { invalidKey } from './errors.ts';
import { parameterArn, type Parameter } from './parameter.ts';

export const DEFAULT_KEY = 'alias/aws/ssm';

type Kept = Pick<Parameter, 'keyId' | 'scope'>;

/** @throws AwsError InvalidKeyId, AccessDeniedException */
export function authorizeKey(
  call: Call,
  { keyId, scope }: Kept,
  action: 'kms:Decrypt' | 'kms:Encrypt',
): void {
  if (keyId === undefined) return;
  const viaService = `ssm.${scope.region}.amazonaws.com`;
  const { principal, seq: cause } = call;
  try {
    call.kernel.ports.find('keys')?.resolve({ scope, principal, keyId, action, viaService, cause });
  } catch (error) {
    if (!(error instanceof AwsError) || error.code === 'AccessDeniedException') throw error;
    throw invalidKey(error.message);
  }
}

/** What stands for a value in clear: the same for the same version, and nobody's to read. */
export function sealed({ scope, name, version, value }: Parameter): string {
  const text = JSON.stringify([parameterArn(scope, name), version, value]);
  return createHash('sha512').update(text).digest('base64');
}
