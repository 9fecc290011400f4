import type { RestoreSecretRequest, RestoreSecretResponse } from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../../kernel/operation.ts';
import { namedSecret } from '../named-secret.ts';
import { secretArn } from '../secret.ts';
import type { SecretsManager } from '../secrets-manager.ts';

export const restoreSecret: Operation<SecretsManager, RestoreSecretRequest, RestoreSecretResponse> = (
  manager,
  input,
  call,
) => {
  const secret = namedSecret(manager, call, input.SecretId, 'secretsmanager:RestoreSecret');
  manager.kernel.store.transact(() =>
    manager.rotations.await(manager.secrets.update(secret, { purgeAt: undefined })),
  );
  return { ARN: secretArn(secret), Name: secret.name };
};
