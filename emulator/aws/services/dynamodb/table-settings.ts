/** Settings that tables get when they are made and may change later. */
import type { SSESpecification, TableClass } from '@aws-sdk/client-dynamodb';
import type { Call } from '../../kernel/operation.ts';
import type { DynamoDb } from './dynamodb.ts';
import { invalidParameter, validation } from './errors.ts';

/**
 * The ARN of the KMS key that encrypts a table; `undefined` for the key that AWS owns, which is the default.
 *
 * Evidence: texts as measured (public notes of a controller's developers, October 2026).
 *
 * @throws AwsError ValidationException, and what KMS says of the key
 */
export function encryptionKey(
  { kernel }: DynamoDb,
  call: Call,
  specification: SSESpecification | undefined,
): string | undefined {
  const { Enabled: enabled, KMSMasterKeyId: keyId, SSEType: type } = specification ?? {};
  if (enabled !== true) {
    if (type !== undefined) throw invalidParameter('SSEType can not be specified if Enabled is false');
    if (keyId === undefined) return undefined;
    throw invalidParameter('KMSMasterKeyId can not be specified if Enabled is false');
  }
  if (type === 'AES256') throw invalidParameter('SSEType AES256 is not supported');
  if (type === undefined && keyId !== undefined) {
    throw invalidParameter('SSEType KMS is required if KMSMasterKeyId is specified');
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

const CLASSES: readonly string[] = ['STANDARD', 'STANDARD_INFREQUENT_ACCESS'] satisfies readonly TableClass[];

/** @throws AwsError ValidationException */
export function checkTableClass(given: string | undefined): void {
  if (given === undefined || CLASSES.includes(given)) return;
  throw validation(
    `Invalid table-class parameter provided. Please try again with a valid table-class value: [${CLASSES.join(', ')}].`,
  );
}
