/**
 * Topics that are encrypted with a KMS key of the customer's: publishing needs `kms:GenerateDataKey` on it (developer
 * guide, key management, 2026-11). Bytes are not encrypted here; what is emulated is who is refused.
 */
import { AwsError } from '../../kernel/aws-error.ts';
import type { Cause } from '../../kernel/journal.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Principal } from '../../kernel/scope.ts';
import type { Topic } from './topic.ts';

/** KMS's errors as SNS passes them on. */
const PASSED_ON: Readonly<Record<string, string>> = {
  AccessDeniedException: 'KMSAccessDeniedException',
  DisabledException: 'KMSDisabledException',
  KMSInvalidStateException: 'KMSInvalidStateException',
  NotFoundException: 'KMSNotFoundException',
};

/** @throws AwsError KMSAccessDenied, KMSDisabled, KMSInvalidState, KMSNotFound */
export function authorizeKey(kernel: Kernel, topic: Topic, principal: Principal, cause: Cause): void {
  const { keyId, scope } = topic;
  if (keyId === undefined || keyId === 'alias/aws/sns') return;
  const viaService = `sns.${scope.region}.amazonaws.com`;
  const action = 'kms:GenerateDataKey';
  try {
    kernel.ports.find('keys')?.resolve({ scope, principal, keyId, action, viaService, cause });
  } catch (error) {
    const code = error instanceof AwsError ? PASSED_ON[error.code.replace(/^KMS\./, '')] : undefined;
    if (!(error instanceof AwsError) || code === undefined) throw error;
    throw new AwsError({ code, status: 400, message: error.message });
  }
}
