import type {
  UpdateSecretVersionStageRequest,
  UpdateSecretVersionStageResponse,
} from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../../kernel/operation.ts';
import { checkInput, invalidParameter, labelElsewhere, valueNotFound } from '../errors.ts';
import { liveSecret } from '../named-secret.ts';
import { secretArn, type Secret } from '../secret.ts';
import type { SecretsManager } from '../secrets-manager.ts';
import type { Version } from '../versions.ts';

export const updateSecretVersionStage: Operation<
  SecretsManager,
  UpdateSecretVersionStageRequest,
  UpdateSecretVersionStageResponse
> = (manager, input, call) => {
  checkInput(input, {
    SecretId: { required: true },
    VersionStage: { required: true, least: 1, most: 256 },
  });
  const { VersionStage: stage = '', MoveToVersionId: to, RemoveFromVersionId: from } = input;
  const secret = liveSecret(manager, call, input.SecretId, 'secretsmanager:UpdateSecretVersionStage', {
    'secretsmanager:VersionStage': stage,
  });
  const { versions, kernel } = manager;
  const holder = versions.labelled(secret, stage);
  const target = to === undefined ? undefined : version(manager, secret, to);
  const source = from === undefined ? undefined : version(manager, secret, from);
  if (source !== undefined && source.versionId !== holder?.versionId) {
    throw invalidParameter(`Staging label ${stage} is not attached to version ${source.versionId}.`);
  }
  if (target !== undefined && source === undefined && holder !== undefined && holder.versionId !== to) {
    throw labelElsewhere(stage, holder.versionId);
  }
  kernel.store.transact(() => {
    if (target !== undefined) versions.label(secret, target.versionId, [stage]);
    else if (source !== undefined) versions.unlabel(source, stage);
    manager.secrets.update(secret, { changedAt: call.now });
  });
  return { ARN: secretArn(secret), Name: secret.name };
};

function version(manager: SecretsManager, secret: Secret, versionId: string): Version {
  const found = manager.versions.find(secret, versionId);
  if (found === undefined) throw valueNotFound(`VersionId: ${versionId}`);
  return found;
}
