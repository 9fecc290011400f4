/**
 * Queues that are encrypted with a KMS key of the customer's: sending needs `kms:GenerateDataKey` on it, receiving
 * `kms:Decrypt` (developer guide, key management, 2026-11). Bytes are not encrypted here; what is emulated is who is
 * refused.
 *
 * Gaps: the data key reuse period does not spare any check.
 */
import { AwsError } from '../../kernel/aws-error.ts';
import type { Cause } from '../../kernel/journal.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Principal } from '../../kernel/scope.ts';
import type { Queue } from './queue.ts';

/** KMS's errors as SQS passes them on. */
const PASSED_ON: Readonly<Record<string, string>> = {
  AccessDeniedException: 'KmsAccessDenied',
  DisabledException: 'KmsDisabled',
  InvalidKeyUsageException: 'KmsInvalidKeyUsage',
  KMSInvalidStateException: 'KmsInvalidState',
  NotFoundException: 'KmsNotFound',
};

/** @throws AwsError KmsAccessDenied, KmsDisabled, KmsInvalidKeyUsage, KmsInvalidState, KmsNotFound */
export function authorizeKey(
  kernel: Kernel,
  queue: Queue,
  principal: Principal,
  action: 'kms:Decrypt' | 'kms:GenerateDataKey',
  cause: Cause,
): void {
  const { keyId } = queue;
  if (keyId === undefined || keyId === 'alias/aws/sqs') return;
  const scope = { accountId: queue.account, region: queue.region, partition: 'aws' } as const;
  const viaService = `sqs.${queue.region}.amazonaws.com`;
  try {
    kernel.ports.find('keys')?.resolve({ scope, principal, keyId, action, viaService, cause });
  } catch (error) {
    const code = error instanceof AwsError ? PASSED_ON[error.code.replace(/^KMS\./, '')] : undefined;
    if (!(error instanceof AwsError) || code === undefined) throw error;
    throw new AwsError({ code, status: 400, message: error.message });
  }
}
