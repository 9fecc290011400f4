import type { DeleteSecretRequest, DeleteSecretResponse } from '@aws-sdk/client-secrets-manager';
import { toDate } from '../../../kernel/instant.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { alreadyDeleted, invalidParameter } from '../errors.ts';
import { namedSecret } from '../named-secret.ts';
import { secretArn } from '../secret.ts';
import type { SecretsManager } from '../secrets-manager.ts';

const USUAL_WINDOW = 30;

export const deleteSecret: Operation<SecretsManager, DeleteSecretRequest, DeleteSecretResponse> = (
  manager,
  input,
  call,
) => {
  const { RecoveryWindowInDays: window = USUAL_WINDOW, ForceDeleteWithoutRecovery: force = false } = input;
  if (force && input.RecoveryWindowInDays !== undefined) {
    throw invalidParameter(
      "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
    );
  }
  if (window < 7 || window > 30) {
    throw invalidParameter('The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).');
  }
  const secret = namedSecret(manager, call, input.SecretId, 'secretsmanager:DeleteSecret', {
    'secretsmanager:RecoveryWindowInDays': force ? undefined : String(window),
    'secretsmanager:ForceDeleteWithoutRecovery': String(force),
  });
  if (secret.purgeAt !== undefined && !force) throw alreadyDeleted();
  const purgeAt = manager.kernel.store.transact(() => {
    if (!force) return manager.scheduleDeletion(secret, window, call.now, call.seq);
    manager.secrets.remove(secret);
    return call.now;
  });
  return { ARN: secretArn(secret), Name: secret.name, DeletionDate: toDate(purgeAt) };
};
