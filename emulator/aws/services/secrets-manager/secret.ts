/** A secret: what is known of it beside its values. */
import type { RotationRulesType } from '@aws-sdk/client-secrets-manager';
import type { Instant } from '../../kernel/instant.ts';
import { arn, type Scope } from '../../kernel/scope.ts';
import { invalidName, markedForDeletion } from './errors.ts';

export interface Secret {
  readonly id: number;
  readonly scope: Scope;
  readonly name: string;
  /** Six random characters that end the ARN, so that a secret made anew under an old name has another one. */
  readonly suffix: string;
  readonly description: string | undefined;
  /** As it was given; the key that AWS keeps for Secrets Manager when absent. */
  readonly kmsKey: string | undefined;
  readonly policy: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAt: Instant;
  readonly changedAt: Instant;
  readonly accessedAt: Instant | undefined;
  readonly rotatedAt: Instant | undefined;
  /** When a deleted secret is gone for good. */
  readonly purgeAt: Instant | undefined;
  readonly rotationEnabled: boolean;
  readonly rotationFunction: string | undefined;
  readonly rotationRules: RotationRulesType | undefined;
  readonly nextRotationAt: Instant | undefined;
}

/** `arn:aws:secretsmanager:us-east-1:000000000000:secret:NAME-SUFFIX` */
export const secretArn = ({ scope, name, suffix }: Pick<Secret, 'scope' | 'name' | 'suffix'>): string =>
  arn('secretsmanager', scope, `secret:${name}-${suffix}`);

const NAME = /^[A-Za-z0-9/_+=.@!-]{1,512}$/;

/** @throws AwsError ValidationException */
export function checkName(name: string | undefined): asserts name is string {
  if (name === undefined || !NAME.test(name)) throw invalidName();
}

/** @throws AwsError InvalidRequestException when the secret waits to be purged */
export function requireLive(secret: Secret): void {
  if (secret.purgeAt !== undefined) throw markedForDeletion();
}
