/** A KMS key: what is known of it beside its material. */
import type { KeyManagerType, KeySpec, KeyUsageType } from '@aws-sdk/client-kms';
import type { Instant } from '../../kernel/instant.ts';
import { arn, type Scope } from '../../kernel/scope.ts';
import { invalidState, keyDisabled, unsupported, wrongUsage } from './errors.ts';

export interface Key {
  readonly id: number;
  readonly scope: Scope;
  /** A UUID, or `mrk-` and 32 hex digits. */
  readonly keyId: string;
  readonly description: string;
  readonly usage: KeyUsageType;
  readonly spec: KeySpec;
  /** AWS keeps the keys that services use when they are given none. */
  readonly manager: KeyManagerType;
  readonly multiRegion: boolean;
  readonly state: 'Enabled' | 'Disabled' | 'PendingDeletion';
  readonly createdAt: Instant;
  readonly deleteAt: Instant | undefined;
  readonly windowDays: number | undefined;
  /** The key policy as it was put. */
  readonly policy: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Automatic rotation: its period in days, and when it is due. */
  readonly rotation: { readonly days: number; readonly nextAt: Instant } | undefined;
}

/** `arn:aws:kms:us-east-1:000000000000:key/1234abcd-…` */
export const keyArn = ({ scope, keyId }: Pick<Key, 'scope' | 'keyId'>): string =>
  arn('kms', scope, `key/${keyId}`);

/** @throws AwsError KMSInvalidStateException when the key waits for its deletion */
export function requireNotDeleting(key: Key): void {
  if (key.state === 'PendingDeletion') throw invalidState(keyArn(key), 'pending deletion');
}

/** @throws AwsError DisabledException, KMSInvalidStateException */
export function requireEnabled(key: Key): void {
  requireNotDeleting(key);
  if (key.state === 'Disabled') throw keyDisabled(keyArn(key));
}

/** @throws AwsError InvalidKeyUsageException */
export function requireUsage(key: Key, usage: KeyUsageType, operation: string): void {
  if (key.usage !== usage) throw wrongUsage(keyArn(key), key.usage, operation);
}

/** Data keys and ciphertext blobs are a matter of symmetric keys. @throws AwsError InvalidKeyUsageException */
export function requireSymmetric(key: Key, operation: string): void {
  requireUsage(key, 'ENCRYPT_DECRYPT', operation);
  if (key.spec !== 'SYMMETRIC_DEFAULT') throw wrongUsage(keyArn(key), key.usage, operation);
}

/** @throws AwsError UnsupportedOperationException */
export function requireRotatable(key: Key): void {
  if (key.spec !== 'SYMMETRIC_DEFAULT') {
    throw unsupported(`${keyArn(key)} key spec is ${key.spec} which is not valid for rotation.`);
  }
}
