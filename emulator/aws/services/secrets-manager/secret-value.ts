/** Reading a secret's value. */
import type { GetSecretValueRequest, GetSecretValueResponse } from '@aws-sdk/client-secrets-manager';
import { toDate } from '../../kernel/instant.ts';
import type { Call } from '../../kernel/operation.ts';
import { authorizeKey } from './encryption.ts';
import { invalidRequest, valueNotFound } from './errors.ts';
import { liveSecret } from './named-secret.ts';
import { secretArn, type Secret } from './secret.ts';
import type { SecretsManager } from './secrets-manager.ts';
import { CURRENT, hasValue, type Version } from './versions.ts';

/** @throws AwsError ResourceNotFoundException, InvalidRequestException, AccessDeniedException, DecryptionFailure */
export function readValue(
  manager: SecretsManager,
  input: GetSecretValueRequest,
  call: Call,
): GetSecretValueResponse {
  const { VersionId: versionId, VersionStage: stage } = input;
  const secret = liveSecret(manager, call, input.SecretId, 'secretsmanager:GetSecretValue', {
    'secretsmanager:VersionId': versionId,
    'secretsmanager:VersionStage': stage ?? (versionId === undefined ? CURRENT : undefined),
  });
  const version = askedVersion(manager, secret, versionId, stage);
  authorizeKey(call, secret, 'kms:Decrypt');
  manager.versions.touch(version, call.now);
  manager.secrets.update(secret, { accessedAt: call.now });
  return {
    ARN: secretArn(secret),
    Name: secret.name,
    VersionId: version.versionId,
    SecretBinary: version.bytes,
    SecretString: version.text,
    VersionStages: [...version.stages],
    CreatedDate: toDate(version.createdAt),
  };
}

function askedVersion(
  manager: SecretsManager,
  secret: Secret,
  versionId: string | undefined,
  stage: string | undefined,
): Version {
  const label = stage ?? CURRENT;
  const version =
    versionId === undefined
      ? manager.versions.labelled(secret, label)
      : manager.versions.find(secret, versionId);
  if (version === undefined || !hasValue(version)) {
    throw valueNotFound(versionId === undefined ? `staging label: ${label}` : `VersionId: ${versionId}`);
  }
  if (stage !== undefined && !version.stages.includes(stage)) {
    throw invalidRequest('You provided a VersionStage that is not associated to the provided VersionId.');
  }
  return version;
}
