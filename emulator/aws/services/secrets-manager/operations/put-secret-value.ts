import type { PutSecretValueRequest, PutSecretValueResponse } from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../../kernel/operation.ts';
import { authorizeKey } from '../encryption.ts';
import { checkInput, invalidRequest } from '../errors.ts';
import { liveSecret } from '../named-secret.ts';
import { secretArn } from '../secret.ts';
import type { SecretsManager } from '../secrets-manager.ts';
import { valueOf } from '../value-input.ts';
import { CURRENT } from '../versions.ts';

export const putSecretValue: Operation<SecretsManager, PutSecretValueRequest, PutSecretValueResponse> = (
  manager,
  input,
  call,
) => {
  checkInput(input, { SecretId: { required: true }, VersionStages: { least: 1, most: 20 } });
  const value = valueOf(input);
  if (value === undefined) throw invalidRequest('You must provide either SecretString or SecretBinary.');
  const secret = liveSecret(manager, call, input.SecretId, 'secretsmanager:PutSecretValue');
  authorizeKey(call, secret, 'kms:GenerateDataKey');
  const { ids, store } = manager.kernel;
  const versionId = input.ClientRequestToken ?? ids.uuid();
  const stages = input.VersionStages ?? [CURRENT];
  store.transact(() => {
    manager.versions.put(secret, versionId, value, call.now);
    manager.versions.label(secret, versionId, stages);
    manager.secrets.update(secret, { changedAt: call.now });
  });
  return { ARN: secretArn(secret), Name: secret.name, VersionId: versionId, VersionStages: stages };
};
