import type { UpdateSecretRequest, UpdateSecretResponse } from '@aws-sdk/client-secrets-manager';
import { notImplemented } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { authorizeKey } from '../encryption.ts';
import { checkInput } from '../errors.ts';
import { liveSecret } from '../named-secret.ts';
import { secretArn } from '../secret.ts';
import type { SecretsManager } from '../secrets-manager.ts';
import { valueOf } from '../value-input.ts';
import { CURRENT } from '../versions.ts';

export const updateSecret: Operation<SecretsManager, UpdateSecretRequest, UpdateSecretResponse> = (
  manager,
  input,
  call,
) => {
  checkInput(input, {
    SecretId: { required: true },
    Description: { most: 2_048 },
    KmsKeyId: { most: 2_048 },
  });
  if (input.Type !== undefined) throw notImplemented('secrets-manager', 'managed external secrets');
  const value = valueOf(input);
  const secret = liveSecret(manager, call, input.SecretId, 'secretsmanager:UpdateSecret');
  const description = input.Description ?? secret.description;
  const kmsKey = input.KmsKeyId ?? secret.kmsKey;
  if (value !== undefined) authorizeKey(call, { ...secret, kmsKey }, 'kms:GenerateDataKey');
  const { ids, store } = manager.kernel;
  const versionId = value === undefined ? undefined : (input.ClientRequestToken ?? ids.uuid());
  store.transact(() => {
    if (value !== undefined && versionId !== undefined) {
      manager.versions.put(secret, versionId, value, call.now);
      manager.versions.label(secret, versionId, [CURRENT]);
    }
    manager.secrets.update(secret, { description, kmsKey, changedAt: call.now });
  });
  return { ARN: secretArn(secret), Name: secret.name, VersionId: versionId };
};
