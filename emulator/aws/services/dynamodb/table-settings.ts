/** Settings that tables get when they are made and may change later. */
import type { SSESpecification } from '@aws-sdk/client-dynamodb';
import type { Call } from '../../kernel/operation.ts';
import type { DynamoDb } from './dynamodb.ts';
import { invalidParameter } from './errors.ts';

/**
 * The ARN of the KMS key that encrypts a table; `undefined` for the key that AWS owns, which is the default.
 *
 * @throws AwsError ValidationException, and what KMS says of the key
 */
export function encryptionKey(
  { kernel }: DynamoDb,
  call: Call,
  specification: SSESpecification | undefined,
): string | undefined {
  const { Enabled: enabled, KMSMasterKeyId: keyId } = specification ?? {};
  if (enabled !== true) {
    if (keyId === undefined) return undefined;
    throw invalidParameter('KMSMasterKeyId cannot be specified when SSE is not enabled');
  }
  const keys = kernel.ports.find('keys');
  if (keys === undefined) return keyId;
  const { scope, principal, seq: cause } = call;
  if (keyId === undefined) return keys.managed(scope, 'dynamodb');
  return keys.resolve({
    scope,
    principal,
    keyId,
    action: 'kms:GenerateDataKey',
    viaService: 'dynamodb',
    cause,
  });
}
