import type { CancelRotateSecretRequest, CancelRotateSecretResponse } from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../../kernel/operation.ts';
import { noRotationFunction } from '../errors.ts';
import { liveSecret } from '../named-secret.ts';
import { secretArn } from '../secret.ts';
import type { SecretsManager } from '../secrets-manager.ts';
import { PENDING } from '../versions.ts';

/** Ends automatic rotation; a version that a rotation under way has announced stays as it is. */
export const cancelRotateSecret: Operation<
  SecretsManager,
  CancelRotateSecretRequest,
  CancelRotateSecretResponse
> = (manager, input, call) => {
  const secret = liveSecret(manager, call, input.SecretId, 'secretsmanager:CancelRotateSecret');
  if (secret.rotationFunction === undefined) throw noRotationFunction();
  manager.secrets.update(secret, { rotationEnabled: false, nextRotationAt: undefined });
  const pending = manager.rotations.underWay(secret) ? manager.versions.labelled(secret, PENDING) : undefined;
  return { ARN: secretArn(secret), Name: secret.name, VersionId: pending?.versionId };
};
